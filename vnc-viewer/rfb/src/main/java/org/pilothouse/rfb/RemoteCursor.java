package org.pilothouse.rfb;

/**
 * The pointer's shape.
 *
 * @param width pixels, 0 when the server hides the pointer
 * @param height pixels, 0 when the server hides the pointer
 * @param hotX the pixel that points, within the picture
 * @param hotY the pixel that points, within the picture
 * @param pixels ARGB with pre-multiplied alpha, row by row; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are handed on, never compared
public record RemoteCursor(int width, int height, int hotX, int hotY, int[] pixels) {
    public boolean isHidden() {
        return width == 0 || height == 0;
    }
}
