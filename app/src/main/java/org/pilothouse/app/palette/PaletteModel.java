package org.pilothouse.app.palette;

import java.util.Comparator;
import java.util.List;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.pilothouse.app.dialog.DialogRequest;
import org.pilothouse.app.dialog.Dialogs;

/** The palette while it is open: what is typed, what fits, which one Enter would run. */
public final class PaletteModel implements DialogRequest {
    private static final int MOST = 60;

    private final List<PaletteEntry> entries;
    private final Dialogs dialogs;
    private final StringProperty query = new SimpleStringProperty("");
    private final ObservableList<PaletteEntry> results = FXCollections.observableArrayList();
    private final IntegerProperty chosen = new SimpleIntegerProperty();

    public PaletteModel(List<PaletteEntry> entries, Dialogs dialogs) {
        this.entries = List.copyOf(entries);
        this.dialogs = dialogs;
        query.subscribe(this::search);
    }

    private record Scored(PaletteEntry entry, int score) {}

    public StringProperty query() {
        return query;
    }

    /** The best first. */
    public ObservableList<PaletteEntry> results() {
        return results;
    }

    /** Index into {@link #results}. */
    public IntegerProperty chosen() {
        return chosen;
    }

    public void move(int rows) {
        if (!results.isEmpty()) {
            chosen.set(Math.floorMod(chosen.get() + rows, results.size()));
        }
    }

    public void run() {
        if (!results.isEmpty()) {
            run(results.get(chosen.get()));
        }
    }

    public void run(PaletteEntry entry) {
        dialogs.close(this);
        entry.run().run();
    }

    private void search(String typed) {
        List<PaletteEntry> found = entries.stream()
                .map(entry -> new Scored(entry, score(typed, entry)))
                .filter(scored -> scored.score() != Match.NONE)
                .sorted(Comparator.comparingInt(Scored::score).reversed())
                .limit(MOST)
                .map(Scored::entry)
                .toList();
        results.setAll(found);
        chosen.set(0);
    }

    private static int score(String typed, PaletteEntry entry) {
        int byTitle = Match.score(typed, entry.title());
        int byDetail = typed.isBlank() ? Match.NONE : Match.score(typed, entry.kind() + " " + entry.detail());
        // Letters scattered over a long detail fit nearly everything, so there only whole words count.
        return Math.max(byTitle, byDetail > 100 ? byDetail / 2 : Match.NONE);
    }
}
