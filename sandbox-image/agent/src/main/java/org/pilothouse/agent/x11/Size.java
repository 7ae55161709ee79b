package org.pilothouse.agent.x11;

/** Of a screen or picture, px. */
public record Size(int width, int height) {
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
