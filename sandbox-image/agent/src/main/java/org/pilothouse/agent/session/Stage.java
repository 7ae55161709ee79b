package org.pilothouse.agent.session;

import java.util.Locale;

/** How far the desktop has come; in the order in which they are normally reached. */
public enum Stage {
    /** The agent's first instruction. */
    AGENT,
    /** The X server answers. */
    X,
    /** The session bus answers. */
    BUS,
    WINDOW_MANAGER,
    /** Panel and desktop windows are shown. */
    PANEL,
    /** There is something to be seen in them. */
    PAINTED,
    /** The gateway has accepted the node. */
    NODE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
