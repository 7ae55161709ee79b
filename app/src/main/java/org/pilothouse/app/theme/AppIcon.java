package org.pilothouse.app.theme;

import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Rectangle2D;
import javafx.scene.Group;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.paint.Color;
import javafx.scene.shape.SVGPath;
import javafx.scene.transform.Scale;

/** The console's mark for title bars and task lists, drawn where it is needed. */
public final class AppIcon {
    private static final String SHIELD = "M12 1L22 5.5V12C22 17.5 18 21.4 12 23C6 21.4 2 17.5 2 12V5.5Z";
    private static final String WINDOW = "M7 8.4V13H17V8.4L12 6.2ZM8.6 15A6.5 6.5 0 0 0 15.4 15Z";
    private static final double DRAWN = 24;

    private AppIcon() {}

    /** In the sizes that window managers ask for. On the JavaFX application thread. */
    public static List<Image> sizes() {
        return IntStream.of(16, 32, 48, 128).mapToObj(AppIcon::draw).toList();
    }

    private static Image draw(int size) {
        SVGPath shield = path(SHIELD, Color.web("#0969da"));
        SVGPath window = path(WINDOW, Color.WHITE);
        Group mark = new Group(shield, window);
        mark.getTransforms().add(new Scale(size / DRAWN, size / DRAWN));
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setFill(Color.TRANSPARENT);
        parameters.setViewport(new Rectangle2D(0, 0, size, size));
        return new Group(mark).snapshot(parameters, null);
    }

    private static SVGPath path(String content, Color colour) {
        SVGPath path = new SVGPath();
        path.setContent(content);
        path.setFill(colour);
        return path;
    }
}
