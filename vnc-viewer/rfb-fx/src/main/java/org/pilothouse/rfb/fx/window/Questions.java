package org.pilothouse.rfb.fx.window;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.PasswordField;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.pilothouse.rfb.RfbCredentials;
import org.pilothouse.rfb.ServerIdentity;

/** What a person is asked while a session begins, on whose thread these methods are called and wait. */
final class Questions {
    private final Window owner;

    Questions(Window owner) {
        this.owner = owner;
    }

    /** Whether a server that nobody vouches for is believed. */
    boolean believe(ServerIdentity identity) {
        return Boolean.TRUE.equals(ask(() -> new TrustDialog(owner, identity).ask()));
    }

    /**
     * Asks for the password when a server wants one.
     *
     * @param whose what it opens, for the person
     */
    RfbCredentials credentials(String whose, String user) {
        return new RfbCredentials() {
            @Override
            public char @Nullable [] password() {
                return ask(() -> askPassword(whose));
            }

            @Override
            public @Nullable String userName() {
                return user.isEmpty() ? null : user;
            }
        };
    }

    private char @Nullable [] askPassword(String whose) {
        Dialog<char[]> dialog = new Dialog<>();
        PasswordField field = new PasswordField();
        dialog.initOwner(owner);
        dialog.setTitle("Password");
        dialog.setHeaderText("Password of " + whose);
        dialog.getDialogPane().setContent(field);
        dialog.getDialogPane().getButtonTypes().addAll(ButtonType.OK, ButtonType.CANCEL);
        dialog.setResultConverter(
                button -> button == ButtonType.OK ? field.getText().toCharArray() : null);
        Platform.runLater(field::requestFocus);
        return dialog.showAndWait().orElse(null);
    }

    private static <T> @Nullable T ask(Supplier<@Nullable T> question) {
        CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
        Platform.runLater(() -> answer.complete(question.get()));
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException("The dialog failed.", e);
        }
    }
}
