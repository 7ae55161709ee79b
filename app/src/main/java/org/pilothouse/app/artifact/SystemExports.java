package org.pilothouse.app.artifact;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.stage.FileChooser;
import javafx.stage.Window;
import org.pilothouse.app.notification.Notifications;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.app.thread.UiThread;

/** The system's clipboard and files. */
public final class SystemExports implements Exports {
    private final Consumer<String> clipboard;
    private final Notifications notifications;
    private final Background background;
    private final UiThread ui;

    public SystemExports(Consumer<String> clipboard, Notifications notifications, Background background, UiThread ui) {
        this.clipboard = clipboard;
        this.notifications = notifications;
        this.background = background;
        this.ui = ui;
    }

    @Override
    public void copy(String text) {
        clipboard.accept(text);
        notifications.done("Copied");
    }

    @Override
    public void copy(Picture picture) {
        ClipboardContent content = new ClipboardContent();
        content.putImage(picture.image());
        Clipboard.getSystemClipboard().setContent(content);
        notifications.done("Copied the picture");
    }

    @Override
    public void save(Window owner, String suggestedName, byte[] bytes) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle("Save as");
        chooser.setInitialFileName(suggestedName.replaceAll("[^A-Za-z0-9._ -]", "_"));
        File file = chooser.showSaveDialog(owner);
        if (file != null) {
            background.run(() -> write(file, bytes));
        }
    }

    private void write(File file, byte[] bytes) {
        try {
            Files.write(file.toPath(), bytes);
            ui.execute(() -> notifications.done("Saved", file.toString()));
        } catch (IOException e) {
            ui.execute(() -> notifications.failed(Problem.of(
                    "The file could not be saved.", Problem.sentence(e), "Choose another folder.", "save_failed")));
        }
    }
}
