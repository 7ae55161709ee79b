package org.pilothouse.rfb.fx.window;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.Alert;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.pilothouse.rfb.Framebuffer;

/** Where pictures of the desktop go: into a file, or onto the clipboard. */
final class Pictures {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private final Window owner;
    private final Supplier<String> name;

    /** @param name of the desktop, for file names */
    Pictures(Window owner, Supplier<String> name) {
        this.owner = owner;
        this.name = name;
    }

    void copy(Image picture) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(picture);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** Asks where, and writes a PNG file in the background. */
    void save(Image picture) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save picture");
        String safe = name.get().replaceAll("[^A-Za-z0-9._-]+", "-");
        chooser.setInitialFileName(
                safe + "-" + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP) + ".png");
        chooser.getExtensionFilters().add(new FileChooser.ExtensionFilter("PNG picture", "*.png"));
        File file = chooser.showSaveDialog(owner);
        if (file != null) {
            Framebuffer pixels = pixels(picture);
            Thread.ofVirtual().name("vnc-picture").start(() -> write(pixels, file.toPath()));
        }
    }

    private static Framebuffer pixels(Image picture) {
        int width = (int) picture.getWidth();
        int height = (int) picture.getHeight();
        Framebuffer copy = new Framebuffer(width, height);
        picture.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), copy.pixels(), 0, width);
        return copy;
    }

    private void write(Framebuffer picture, Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            picture.writePng(out);
        } catch (IOException e) {
            Platform.runLater(() -> {
                Alert alert = new Alert(Alert.AlertType.ERROR);
                alert.initOwner(owner);
                alert.setTitle("Picture not saved");
                alert.setHeaderText("The picture was not saved");
                alert.setContentText(
                        file + ": " + e.getMessage() + ".\nChoose another folder, or make room on the disk.");
                alert.show();
            });
        }
    }
}
