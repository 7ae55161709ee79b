package org.pilothouse.agent.x11;

/** What X calls a selection: a clipboard. */
public enum Selection {
    /** What copy and paste use. */
    CLIPBOARD,
    /** What was last marked; the middle button pastes it. */
    PRIMARY
}
