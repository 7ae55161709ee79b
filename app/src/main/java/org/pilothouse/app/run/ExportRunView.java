package org.pilothouse.app.run;

import java.io.File;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.dialog.DialogHostView;
import org.pilothouse.app.lifecycle.Attachment;

/** What the file holds, whether sensitive artifacts go too, and where to. */
public final class ExportRunView extends VBox {
    private final ExportRunModel model;

    public ExportRunView(ExportRunModel model) {
        this.model = model;
        setId("export-run");
        getStyleClass().add("confirm");
        setMaxSize(460, USE_PREF_SIZE);
        setPrefWidth(460);
        Label title = new Label("Export run " + model.name());
        title.getStyleClass().add("dialog-title");
        Label what = new Label(
                "A ZIP with a page that opens offline, the run and its approvals as JSON, the files, and a hash of each.");
        what.setWrapText(true);
        CheckBox sensitive = new CheckBox("Sensitive artifacts too");
        sensitive.setId("export-run/sensitive");
        Label note = new Label("Screenshots, trees and results may show secrets. The gateway records who took them.");
        note.getStyleClass().add("muted");
        note.setWrapText(true);
        Button cancel = new Button("Cancel");
        cancel.setId("export-run/cancel");
        cancel.setCancelButton(true);
        cancel.setOnAction(event -> model.cancel());
        Button save = new Button("Save…", Icons.of(Feather.DOWNLOAD));
        save.setId("export-run/ok");
        save.getStyleClass().add("accent");
        save.getProperties().put(DialogHostView.FIRST, true);
        save.setOnAction(event -> choose());
        HBox buttons = new HBox(cancel, save);
        buttons.getStyleClass().add("dialog-buttons");
        buttons.setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(title, what, new VBox(sensitive, note), buttons);
        Attachment.of(
                sensitive,
                subscriptions -> subscriptions.bindBidirectional(sensitive.selectedProperty(), model.sensitive()));
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Export run");
        chooser.setInitialFileName(model.suggestedFile());
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            model.save(file.toPath());
        }
    }
}
