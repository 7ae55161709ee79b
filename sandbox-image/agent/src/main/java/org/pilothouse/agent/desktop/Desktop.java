package org.pilothouse.agent.desktop;

import org.pilothouse.agent.a11y.Accessibility;
import org.pilothouse.agent.input.Keyboard;
import org.pilothouse.agent.input.Pointer;
import org.pilothouse.agent.screen.Screen;
import org.pilothouse.agent.x11.XServer;

/**
 * What can be done on the desktop, by whichever way it is asked for: the gateway's node operations and the HTTP faces
 * share these, and with them the turns that input takes. Safe for use by many threads.
 */
public record Desktop(
        XServer server,
        Screen screen,
        Pointer pointer,
        Keyboard keyboard,
        Windows windows,
        Clipboard clipboard,
        Accessibility accessibility) {
    public static Desktop of(XServer server, Accessibility accessibility) {
        return new Desktop(
                server,
                new Screen(server),
                new Pointer(server),
                new Keyboard(server),
                new Windows(server),
                new Clipboard(server),
                accessibility);
    }
}
