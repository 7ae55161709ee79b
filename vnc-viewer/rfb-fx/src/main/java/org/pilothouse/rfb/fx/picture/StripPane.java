package org.pilothouse.rfb.fx.picture;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;

/**
 * Shows a surface without copying it: one image for each strip of rows, over the surface's own array. Only strips that changed are
 * uploaded, once a pulse each, since a second upload in the same pulse would make Prism upload the whole image.
 */
public final class StripPane extends Group {
    /** Prism fails to upload a part of an image that is larger than a texture. */
    private static final int MOST_PARTIAL_WIDTH = 4096;

    private record Strip(PixelBuffer<IntBuffer> buffer, ImageView view) {}

    private final List<Strip> strips = new ArrayList<>();
    private @Nullable Surface shown;

    public StripPane() {
        setManaged(false);
        setMouseTransparent(true);
        setAutoSizeChildren(false);
    }

    /** Presents what changed since the last call; a new surface replaces the old one in one go. */
    public void present(Surface surface) {
        Surface before = shown;
        shown = surface;
        if (before == null || before.pixels() != surface.pixels()) {
            rebuild(surface);
            surface.dirty().drain((strip, x, y, width, height) -> {}); // new images are uploaded whole
            return;
        }
        if (!before.placement().equals(surface.placement())) {
            place(surface);
        }
        surface.dirty().drain(this::upload);
    }

    /** Where the picture is shown; empty while there is none. */
    public Optional<Placement> placement() {
        return Optional.ofNullable(shown).map(Surface::placement);
    }

    public void clear() {
        shown = null;
        strips.clear();
        getChildren().clear();
    }

    private void upload(int index, int x, int y, int width, int height) {
        Rectangle2D box = new Rectangle2D(x, y - (double) index * DirtyStrips.HEIGHT, width, height);
        strips.get(index).buffer().updateBuffer(buffer -> tooWide(buffer) ? null : box);
    }

    private static boolean tooWide(PixelBuffer<IntBuffer> buffer) {
        return buffer.getWidth() > MOST_PARTIAL_WIDTH;
    }

    private void rebuild(Surface surface) {
        int width = surface.width();
        int height = surface.height();
        strips.clear();
        List<ImageView> views = new ArrayList<>();
        for (int top = 0; top < height; top += DirtyStrips.HEIGHT) {
            int rows = Math.min(DirtyStrips.HEIGHT, height - top);
            IntBuffer pixels =
                    IntBuffer.wrap(surface.pixels(), top * width, rows * width).slice();
            PixelBuffer<IntBuffer> buffer = new PixelBuffer<>(width, rows, pixels, PixelFormat.getIntArgbPreInstance());
            ImageView view = new ImageView(new WritableImage(buffer));
            strips.add(new Strip(buffer, view));
            views.add(view);
        }
        getChildren().setAll(views);
        place(surface);
    }

    /** One pixel of the surface takes one pixel of the screen, whatever the screen's scale. */
    private void place(Surface surface) {
        Placement placement = surface.placement();
        setLayoutX(surface.left());
        setLayoutY(surface.top());
        for (int i = 0; i < strips.size(); i++) {
            Strip strip = strips.get(i);
            strip.view().setY(i * DirtyStrips.HEIGHT / placement.scaleY());
            strip.view().setFitWidth(strip.buffer().getWidth() / placement.scaleX());
            strip.view().setFitHeight(strip.buffer().getHeight() / placement.scaleY());
        }
    }
}
