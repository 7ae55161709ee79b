package org.pilothouse.app.takeover;

import java.io.File;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.rfb.fx.VncView;

/** Pictures of the desktop: all of it or a part that is dragged, into a file or onto the clipboard. */
final class PictureMenu extends MenuButton {
    private final TakeoverViewModel model;

    PictureMenu(String id, TakeoverViewModel model, VncView viewer) {
        super(null, Icons.of(Feather.CAMERA));
        this.model = model;
        setId(id);
        getStyleClass().addAll("flat", "button-icon");
        setAccessibleText("Take a picture");
        setTooltip(new Tooltip("Save or copy a picture"));
        getItems()
                .addAll(
                        item(id + "/save", "Save the whole desktop…", () -> viewer.screenshot()
                                .ifPresent(this::save)),
                        item(id + "/save-part", "Save a part…", () -> viewer.selectScreenshot(this::save)),
                        new SeparatorMenuItem(),
                        item(id + "/copy", "Copy the whole desktop", () -> viewer.screenshot()
                                .ifPresent(this::copy)),
                        item(id + "/copy-part", "Copy a part", () -> viewer.selectScreenshot(this::copy)));
    }

    private static MenuItem item(String id, String text, Runnable action) {
        MenuItem item = new MenuItem(text);
        item.setId(id);
        item.setOnAction(event -> action.run());
        return item;
    }

    private void save(Image picture) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save picture");
        chooser.setInitialFileName(model.suggestedFileName());
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG picture", "*.png"));
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) {
            model.save(out -> Png.write(picture, out), file.toPath());
        }
    }

    private void copy(Image picture) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(picture);
        Clipboard.getSystemClipboard().setContent(content);
        model.copied((int) picture.getWidth(), (int) picture.getHeight());
    }
}
