package org.pilothouse.app.artifact;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;

/** Stands wherever something sensitive appears. */
public final class SensitiveMark extends Label {
    public SensitiveMark() {
        super("Sensitive", Icons.of(Feather.EYE_OFF));
        getStyleClass().add("sensitive-mark");
        setMinWidth(USE_PREF_SIZE);
        setTooltip(new Tooltip("It may show what is not for everybody's eyes. Who reveals it is recorded."));
    }
}
