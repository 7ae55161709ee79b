package org.pilothouse.app.presentation;

import java.util.Locale;

/** Amounts of memory and data. */
public final class Sizes {
    private static final double GIB = 1024.0 * 1024 * 1024;

    private Sizes() {}

    /** {@code 15.6 GiB}, {@code 512 MiB}. */
    public static String bytes(long bytes) {
        return bytes >= GIB ? trim(bytes / GIB) + " GiB" : Math.round(bytes / (1024.0 * 1024)) + " MiB";
    }

    /** Of a file, also a small one: {@code 842 B}, {@code 23.1 KiB}, {@code 4.2 MiB}. */
    public static String brief(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double kib = bytes / 1024.0;
        return kib < 1024 ? trim(kib) + " KiB" : kib < 1024 * 1024 ? trim(kib / 1024) + " MiB" : bytes(bytes);
    }

    public static String mebibytes(int mib) {
        return bytes(mib * 1024L * 1024);
    }

    /** Without needless decimals: {@code 2}, {@code 1.5}. */
    public static String trim(double number) {
        String text = String.format(Locale.ENGLISH, "%.1f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    /** {@code 1 environment}, {@code 3 environments}. */
    public static String count(int number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }
}
