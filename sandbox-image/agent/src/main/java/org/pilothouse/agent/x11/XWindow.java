package org.pilothouse.agent.x11;

import java.util.Set;

/**
 * A window that the window manager looks after.
 *
 * @param types from {@code _NET_WM_WINDOW_TYPE}, such as {@code DOCK}, {@code DESKTOP}, {@code NORMAL}
 * @param mapped shown, as far as the server knows
 * @param pid of its program, as that says; 0 where it does not
 * @param className of its program, such as {@code Xfce4-terminal}; empty where it does not say
 * @param states of those of {@code _NET_WM_STATE}, such as {@code HIDDEN}, {@code FULLSCREEN}, {@code MAXIMIZED_VERT}
 * @param desktop number of the virtual desktop that it is on; -1 for all
 */
public record XWindow(
        long id,
        String title,
        Set<String> types,
        int x,
        int y,
        Size size,
        boolean mapped,
        long pid,
        String className,
        Set<String> states,
        int desktop) {}
