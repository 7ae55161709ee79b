package org.pilothouse.app.artifact;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.pilothouse.app.presentation.Sizes;

/** A text that is looked at. Used on the UI thread alone. */
public final class TextModel {
    private final TextLines text;
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");

    public TextModel(TextLines text) {
        this.text = text;
        search.subscribe((before, now) -> count());
        count();
    }

    public List<String> lines() {
        return text.lines();
    }

    public StringProperty search() {
        return search;
    }

    /** How many lines there are, or have what is searched for. */
    public ReadOnlyStringProperty found() {
        return count.getReadOnlyProperty();
    }

    public boolean isMatch(String line) {
        String wanted = search.get().toLowerCase(Locale.ROOT);
        return !wanted.isEmpty() && line.toLowerCase(Locale.ROOT).contains(wanted);
    }

    /** The next line that matches, going round at the end. */
    public Optional<Integer> nextMatch(int from, int step) {
        int size = lines().size();
        for (int i = 1; i <= size; i++) {
            int index = Math.floorMod(from + i * step, size);
            if (isMatch(lines().get(index))) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    public String whole() {
        return String.join("\n", lines());
    }

    private void count() {
        String all = Sizes.count(lines().size(), "line") + (text.cut() ? ", more are left out" : "");
        count.set(
                search.get().isEmpty()
                        ? all
                        : lines().stream().filter(this::isMatch).count() + " of " + all);
    }
}
