package org.pilothouse.app.outline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * An {@link Outline} on a screen: its rows are the entries whose ancestors are all unfolded. A filter leaves the entries
 * that match and the way to them. Used on the UI thread alone.
 */
public final class OutlineModel<T> {
    private final ObservableList<OutlineRow> rows = FXCollections.observableArrayList();
    private final ObservableList<OutlineRow> readOnly = FXCollections.unmodifiableObservableList(rows);
    private final IntegerProperty selected = new SimpleIntegerProperty(Outline.NONE);
    private final ReadOnlyIntegerWrapper matches = new ReadOnlyIntegerWrapper();
    private Outline<T> outline = Outline.<T>builder().build();
    private BitSet unfolded = new BitSet();
    private @Nullable Predicate<? super T> filter;
    private BitSet matching = new BitSet();
    private BitSet kept = new BitSet();

    /** @param open which entries are unfolded at first, by their depth and place */
    public void show(Outline<T> next, IntPredicate open) {
        outline = next;
        unfolded = new BitSet();
        for (int i = 0; i < next.size(); i++) {
            unfolded.set(i, open.test(i));
        }
        selected.set(Outline.NONE);
        applyFilter();
    }

    /** Shows a later state of the same tree: what is unfolded and selected stays with the value that {@code same} finds. */
    public void update(Outline<T> next, Function<T, Object> identity) {
        Map<Object, Integer> places = new HashMap<>();
        for (int i = 0; i < outline.size(); i++) {
            places.put(identity.apply(outline.get(i)), i);
        }
        BitSet open = new BitSet();
        int cursor = Outline.NONE;
        for (int i = 0; i < next.size(); i++) {
            Integer before = places.get(identity.apply(next.get(i)));
            open.set(i, before == null || unfolded.get(before));
            if (before != null && before == selected.get()) {
                cursor = i;
            }
        }
        outline = next;
        unfolded = open;
        applyFilter();
        selected.set(cursor);
    }

    public Outline<T> outline() {
        return outline;
    }

    public ObservableList<OutlineRow> rows() {
        return readOnly;
    }

    /** Index into the outline, {@link Outline#NONE} where nothing is. */
    public IntegerProperty selected() {
        return selected;
    }

    public @Nullable T selectedValue() {
        int index = selected.get();
        return index < 0 || index >= outline.size() ? null : outline.get(index);
    }

    /** How many entries the filter lets through; 0 where there is none. */
    public ReadOnlyIntegerProperty matches() {
        return matches.getReadOnlyProperty();
    }

    public boolean isFiltered() {
        return filter != null;
    }

    public boolean isMatch(int index) {
        return filter != null && matching.get(index);
    }

    /** @param wanted null to show everything again */
    public void filter(@Nullable Predicate<? super T> wanted) {
        filter = wanted;
        applyFilter();
    }

    public void toggle(int index) {
        unfold(index, !isUnfolded(index));
    }

    public void unfold(int index, boolean open) {
        if (outline.hasChildren(index)) {
            unfolded.set(index, open);
            layOut();
        }
    }

    public void unfoldAll() {
        unfolded.set(0, outline.size());
        layOut();
    }

    /** Leaves only the top unfolded. */
    public void foldAll() {
        unfolded.clear();
        for (int i = 0; i < outline.size(); i = outline.end(i)) {
            unfolded.set(i);
        }
        layOut();
        int index = selected.get();
        if (index != Outline.NONE && rowOf(index) < 0) {
            selected.set(Outline.NONE);
        }
    }

    public boolean isUnfolded(int index) {
        return unfolded.get(index);
    }

    /** Selects an entry and unfolds what hides it; a filter that hides it goes away. */
    public void reveal(int index) {
        if (filter != null && !kept.get(index)) {
            filter = null;
            matching = new BitSet();
            matches.set(0);
        }
        boolean changed = false;
        for (int up = outline.parent(index); up != Outline.NONE; up = outline.parent(up)) {
            changed |= !unfolded.get(up);
            unfolded.set(up);
        }
        if (changed || rowOf(index) < 0) {
            layOut();
        }
        selected.set(index);
    }

    /** The row of an entry, -1 where it is folded away. */
    public int rowOf(int index) {
        int low = 0;
        int high = rows.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = rows.get(middle).index();
            if (at == index) {
                return middle;
            }
            if (at < index) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The next entry that matches the filter, going round at the end; {@link Outline#NONE} where none does. */
    public int nextMatch(int step) {
        int size = outline.size();
        int from = selected.get();
        for (int i = 1; i <= size; i++) {
            int index = Math.floorMod(from + i * step, size);
            if (matching.get(index)) {
                return index;
            }
        }
        return Outline.NONE;
    }

    private void applyFilter() {
        matching = new BitSet();
        kept = new BitSet();
        Predicate<? super T> wanted = filter;
        if (wanted != null) {
            for (int i = 0; i < outline.size(); i++) {
                if (wanted.test(outline.get(i))) {
                    matching.set(i);
                    for (int up = i; up != Outline.NONE && !kept.get(up); up = outline.parent(up)) {
                        kept.set(up);
                        // The way to a match has to be seen.
                        unfolded.set(up, up != i || unfolded.get(up));
                    }
                }
            }
        }
        matches.set(matching.cardinality());
        layOut();
    }

    private void layOut() {
        List<OutlineRow> next = new ArrayList<>();
        int index = 0;
        while (index < outline.size()) {
            if (filter != null && !kept.get(index)) {
                index = outline.end(index);
                continue;
            }
            boolean open = unfolded.get(index);
            next.add(new OutlineRow(index, outline.depth(index), outline.hasChildren(index), open));
            index = open ? index + 1 : outline.end(index);
        }
        rows.setAll(next);
    }
}
