package org.pilothouse.app.artifact;

import java.util.Locale;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.pilothouse.app.outline.Outline;
import org.pilothouse.app.outline.OutlineModel;

/** A JSON document that is looked at. Used on the UI thread alone. */
public final class JsonModel {
    /** A small document is unfolded whole. */
    private static final int SMALL = 60;

    private final Content.Structure structure;
    private final OutlineModel<JsonEntry> outline = new OutlineModel<>();
    private final StringProperty search = new SimpleStringProperty("");
    private final ReadOnlyStringWrapper count = new ReadOnlyStringWrapper("");

    public JsonModel(Content.Structure structure) {
        this.structure = structure;
        Outline<JsonEntry> entries = structure.outline();
        boolean small = entries.size() <= SMALL;
        outline.show(entries, index -> small || entries.depth(index) < 2);
        search.subscribe((before, now) -> search(now));
        search("");
    }

    public OutlineModel<JsonEntry> outline() {
        return outline;
    }

    public StringProperty search() {
        return search;
    }

    /** How much was found, or how much there is. */
    public ReadOnlyStringProperty count() {
        return count.getReadOnlyProperty();
    }

    public void nextMatch(int step) {
        int index = outline.nextMatch(step);
        if (index != Outline.NONE) {
            outline.reveal(index);
        }
    }

    /** The whole document, indented. */
    public String pretty() {
        return structure.pretty();
    }

    private void search(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        outline.filter(wanted.isEmpty() ? null : entry -> entry.mentions(wanted));
        String found = wanted.isEmpty() ? "" : outline.matches().get() + " found";
        count.set(structure.cut() ? (found + "  The document is longer; the rest is left out.").strip() : found);
    }
}
