package org.pilothouse.agent.x11;

import java.util.Set;

/**
 * A window that the window manager looks after.
 *
 * @param types from {@code _NET_WM_WINDOW_TYPE}, such as {@code DOCK}, {@code DESKTOP}, {@code NORMAL}
 * @param mapped shown, as far as the server knows
 * @param pid of its program, as that says; 0 where it does not
 */
public record XWindow(long id, String title, Set<String> types, int x, int y, Size size, boolean mapped, long pid) {}
