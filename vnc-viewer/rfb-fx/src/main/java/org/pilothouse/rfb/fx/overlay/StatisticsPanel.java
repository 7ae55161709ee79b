package org.pilothouse.rfb.fx.overlay;

import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.Border;
import javafx.scene.layout.BorderStroke;
import javafx.scene.layout.BorderStrokeStyle;
import javafx.scene.layout.BorderWidths;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;
import javafx.scene.paint.Color;
import org.pilothouse.rfb.RfbStatistics;
import org.pilothouse.rfb.fx.picture.Placement;

/** How fast the picture comes and who limits it, in a corner, readable on any picture. */
public final class StatisticsPanel extends VBox {
    private static final double WIDTH = 330;
    private static final double MARGIN = 12;
    private static final Color BACK = Color.rgb(16, 18, 22, 0.88);
    private static final Color EDGE = Color.rgb(255, 255, 255, 0.25);
    private static final Color QUIET = Color.web("#adb5bd");
    private static final CornerRadii ROUND = new CornerRadii(6);

    private final Label limit = new Label();
    private final Label reason = new Label();
    private final GridPane grid = new GridPane();

    public StatisticsPanel() {
        super(4);
        setManaged(false);
        setMouseTransparent(true);
        setVisible(false);
        getStyleClass().add("vnc-statistics");
        setPadding(new Insets(10, 12, 10, 12));
        setBackground(new Background(new BackgroundFill(BACK, ROUND, Insets.EMPTY)));
        setBorder(new Border(new BorderStroke(EDGE, BorderStrokeStyle.SOLID, ROUND, new BorderWidths(1))));
        limit.setTextFill(Color.WHITE);
        limit.setStyle("-fx-font-weight: bold;");
        limit.getStyleClass().add("vnc-statistics-limit");
        reason.setTextFill(QUIET);
        reason.setWrapText(true);
        grid.setHgap(14);
        grid.setVgap(1);
        grid.setPadding(new Insets(4, 0, 0, 0));
        getChildren().addAll(limit, reason, grid);
    }

    /** Shows new figures; nothing but a line where there are none yet. */
    public void show(Optional<RfbStatistics> statistics, Optional<Placement> placement) {
        grid.getChildren().clear();
        if (statistics.isEmpty()) {
            limit.setText("No figures yet");
            reason.setText("They come once a second while the desktop is connected.");
            return;
        }
        Figures figures = Figures.of(statistics.get(), placement);
        limit.setText(figures.limit());
        reason.setText(figures.reason());
        int line = 0;
        for (Figures.Row row : figures.rows()) {
            Label name = new Label(row.name());
            name.setTextFill(QUIET);
            name.setMinWidth(USE_PREF_SIZE);
            Label value = new Label(row.value());
            value.setTextFill(Color.WHITE);
            grid.addRow(line++, name, value);
        }
    }

    /** Into the upper right corner of a view of this size. */
    public void place(double viewWidth, double viewHeight) {
        double width = Math.min(WIDTH, viewWidth - 2 * MARGIN);
        double height = Math.min(prefHeight(width), viewHeight - 2 * MARGIN);
        resizeRelocate(viewWidth - width - MARGIN, MARGIN, Math.max(0, width), Math.max(0, height));
    }
}
