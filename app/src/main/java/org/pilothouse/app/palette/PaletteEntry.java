package org.pilothouse.app.palette;

import org.kordamp.ikonli.Ikon;

/**
 * Something that can be found by name.
 *
 * @param kind a heading such as {@code Action} or {@code Environment}
 * @param detail a few words more, may be empty
 * @param key its shortcut, may be empty
 */
public record PaletteEntry(String kind, String title, String detail, String key, Ikon icon, Runnable run) {}
