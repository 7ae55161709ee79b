package org.pilothouse.app.artifact;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.outline.Outline;
import org.pilothouse.app.outline.OutlineModel;

/**
 * An accessibility tree that is looked at, linked with the picture that was taken with it where there is one: what is
 * selected here lights up there, and what is clicked there is selected here. Used on the UI thread alone.
 */
public final class ElementsModel {
    /** So many entries are unfolded at once at most. */
    private static final int FIRST_LOOK = 80;

    private static final int CAPTION = 60;

    private final ElementTree tree;
    private final OutlineModel<Element> outline = new OutlineModel<>();
    private final StringProperty text = new SimpleStringProperty("");
    private final StringProperty role = new SimpleStringProperty("");
    private final StringProperty state = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<@Nullable Element> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<List<Mark>> marks = new ReadOnlyObjectWrapper<>(List.of());

    public ElementsModel(ElementTree tree) {
        this.tree = tree;
        boolean small = tree.outline().size() <= FIRST_LOOK;
        outline.show(tree.outline(), index -> small || tree.outline().depth(index) < 2);
        outline.selected().subscribe(index -> {
            Element element = outline.selectedValue();
            selected.set(element);
            marks.set(element != null && element.isShowing() ? List.of(box(element)) : List.of());
        });
        text.subscribe((before, now) -> filter());
        role.subscribe((before, now) -> filter());
        state.subscribe((before, now) -> filter());
    }

    public ElementTree tree() {
        return tree;
    }

    public OutlineModel<Element> outline() {
        return outline;
    }

    public StringProperty text() {
        return text;
    }

    /** Exact, empty for any. */
    public StringProperty role() {
        return role;
    }

    /** Exact, empty for any. */
    public StringProperty state() {
        return state;
    }

    public ReadOnlyObjectProperty<@Nullable Element> selected() {
        return selected.getReadOnlyProperty();
    }

    /** What lights up on the picture. */
    public ReadOnlyObjectProperty<List<Mark>> marks() {
        return marks.getReadOnlyProperty();
    }

    /** Selects the deepest element at a point of the picture, if there is one. */
    public void pick(double x, double y) {
        int index = tree.deepestAt(x, y);
        if (index != Outline.NONE) {
            clearFilterIfItHides(index);
            outline.reveal(index);
        }
    }

    /** Selects the next element that the filter lets through, or the one before. */
    public void nextMatch(int step) {
        int index = outline.nextMatch(step);
        if (index != Outline.NONE) {
            outline.reveal(index);
        }
    }

    public void clearFilter() {
        text.set("");
        role.set("");
        state.set("");
    }

    /** The selected element as the selector of a step. */
    public Optional<String> selector() {
        return Optional.ofNullable(selected.get()).map(SelectorText::of);
    }

    private void filter() {
        ElementFilter wanted = ElementFilter.of(text.get(), role.get(), state.get());
        outline.filter(wanted.isAll() ? null : wanted);
    }

    private void clearFilterIfItHides(int index) {
        if (outline.isFiltered()
                && !ElementFilter.of(text.get(), role.get(), state.get())
                        .test(tree.outline().get(index))) {
            clearFilter();
        }
    }

    private static Mark box(Element element) {
        String name = element.name().isEmpty() ? "" : " “" + Words.cut(element.name(), CAPTION) + "”";
        return new Mark.Box(element.bounds(), element.role() + name);
    }
}
