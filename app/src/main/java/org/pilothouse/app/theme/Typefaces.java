package org.pilothouse.app.theme;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.text.Font;

/**
 * The best fonts that this machine has for the job.
 *
 * @param text for words
 * @param mono for ids and logs
 */
record Typefaces(String text, String mono) {
    private static final List<String> TEXT = List.of(
            "Inter",
            "Inter Variable",
            "Segoe UI Variable",
            "Segoe UI",
            "SF Pro Text",
            "Cantarell",
            "Ubuntu",
            "Noto Sans",
            "DejaVu Sans");
    private static final List<String> MONO = List.of(
            "JetBrains Mono", "Cascadia Mono", "SF Mono", "Menlo", "Ubuntu Mono", "Noto Sans Mono", "DejaVu Sans Mono");

    static Typefaces ofThisMachine() {
        Set<String> there = new HashSet<>(Font.getFamilies());
        return new Typefaces(first(TEXT, there, "System"), first(MONO, there, "Monospaced"));
    }

    private static String first(List<String> wanted, Set<String> there, String otherwise) {
        return wanted.stream().filter(there::contains).findFirst().orElse(otherwise);
    }
}
