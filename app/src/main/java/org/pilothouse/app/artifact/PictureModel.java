package org.pilothouse.app.artifact;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** A picture that is looked at: which part, what is drawn on it, what is under the pointer. Used on the UI thread alone. */
public final class PictureModel {
    private final Picture picture;
    private final ReadOnlyObjectWrapper<Viewport> viewport = new ReadOnlyObjectWrapper<>();
    private final ObjectProperty<List<Mark>> marks = new SimpleObjectProperty<>(List.of());
    private final ReadOnlyStringWrapper pointer = new ReadOnlyStringWrapper("");
    private Picker picker = (x, y) -> {};

    /** Told where on the picture a person clicks, px. */
    @FunctionalInterface
    public interface Picker {
        void pick(double x, double y);
    }

    public PictureModel(Picture picture) {
        this.picture = picture;
        viewport.set(Viewport.fit(picture.width(), picture.height(), picture.width(), picture.height()));
    }

    public Picture picture() {
        return picture;
    }

    public ReadOnlyObjectProperty<Viewport> viewport() {
        return viewport.getReadOnlyProperty();
    }

    public ObjectProperty<List<Mark>> marks() {
        return marks;
    }

    /** Place and colour of the pixel under the pointer: {@code 412, 318  #1f6feb}; empty outside. */
    public ReadOnlyStringProperty pointer() {
        return pointer.getReadOnlyProperty();
    }

    public void onPick(Picker told) {
        picker = told;
    }

    public void fit() {
        viewport.set(viewport.get().fit());
    }

    public void actualSize() {
        viewport.set(viewport.get().actualSize());
    }

    /** At a point of the pane. */
    public void zoom(double factor, double x, double y) {
        viewport.set(viewport.get().zoom(factor, x, y));
    }

    /** At the middle of the pane. */
    public void zoom(double factor) {
        zoom(factor, viewport.get().paneWidth() / 2, viewport.get().paneHeight() / 2);
    }

    public void pan(double dx, double dy) {
        viewport.set(viewport.get().pan(dx, dy));
    }

    public void resize(double width, double height) {
        if (width > 0 && height > 0) {
            viewport.set(viewport.get().resized(width, height));
        }
    }

    /** Brings a part into sight, where it is outside. */
    public void show(Area area) {
        if (area.isOn(picture.width(), picture.height())) {
            viewport.set(viewport.get().showing(area));
        }
    }

    public void pick(double paneX, double paneY) {
        double x = viewport.get().toPictureX(paneX);
        double y = viewport.get().toPictureY(paneY);
        if (isInside(x, y)) {
            picker.pick(x, y);
        }
    }

    public void pointAt(double paneX, double paneY) {
        double x = viewport.get().toPictureX(paneX);
        double y = viewport.get().toPictureY(paneY);
        if (isInside(x, y)) {
            pointer.set(String.format(
                    Locale.ENGLISH, "%d, %d  #%06x", (int) x, (int) y, picture.argb((int) x, (int) y) & 0xffffff));
        } else {
            pointer.set("");
        }
    }

    public void pointNowhere() {
        pointer.set("");
    }

    private boolean isInside(double x, double y) {
        return x >= 0 && y >= 0 && x < picture.width() && y < picture.height();
    }
}
