package org.pilothouse.rfb.fx.window;

import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Insets;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Dialog;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.pilothouse.rfb.ServerIdentity;

/** Asks whether a server that no authority vouches for is the right one. Who is in a hurry and presses Enter has said no. */
final class TrustDialog {
    private static final double WIDTH = 520;
    private static final int BYTES_A_LINE = 16;

    private final Dialog<ButtonType> dialog = new Dialog<>();
    private final ButtonType connect = new ButtonType("Connect and remember", ButtonBar.ButtonData.OK_DONE);
    private final ButtonType cancel = new ButtonType("Do not connect", ButtonBar.ButtonData.CANCEL_CLOSE);

    TrustDialog(Window owner, ServerIdentity identity) {
        dialog.initOwner(owner);
        dialog.setTitle("Unknown server");
        dialog.setHeaderText("Is this really " + identity.server() + "?");
        Label why = new Label(why(identity));
        why.setWrapText(true);
        TextArea fingerprint = new TextArea(fingerprint(identity));
        fingerprint.setEditable(false);
        fingerprint.setStyle("-fx-font-family: monospace;");
        fingerprint.setPrefRowCount(identity.shortFingerprint().isEmpty() ? 3 : 5);
        fingerprint.setAccessibleText("Fingerprint of the server");
        Label how = new Label("Compare it with what the server's owner tells you, on another way than this connection."
                + " Once remembered, this server is not asked about again, and refused if it shows anything else.");
        how.setWrapText(true);
        VBox content = new VBox(10, why, fingerprint, how);
        content.setPadding(new Insets(12));
        content.setPrefWidth(WIDTH);
        dialog.getDialogPane().setContent(content);
        dialog.getDialogPane().getButtonTypes().setAll(connect, cancel);
        Button no = (Button) dialog.getDialogPane().lookupButton(cancel);
        Button yes = (Button) dialog.getDialogPane().lookupButton(connect);
        yes.setDefaultButton(false);
        no.setDefaultButton(true);
        dialog.setOnShown(event -> no.requestFocus());
    }

    boolean ask() {
        Optional<ButtonType> answer = dialog.showAndWait();
        return answer.filter(connect::equals).isPresent();
    }

    private static String why(ServerIdentity identity) {
        String what =
                switch (identity.kind()) {
                    case CERTIFICATE -> "The server's certificate";
                    case RSA_KEY -> "The server's key";
                    case SSH_KEY -> "The SSH server's key";
                };
        return what + " cannot be checked: " + identity.problem().sentence()
                + ". Anybody between you and the server could show one like it. This is its fingerprint:";
    }

    private static String fingerprint(ServerIdentity identity) {
        StringBuilder text = new StringBuilder("SHA-256\n");
        String hex = identity.fingerprint().replaceAll("[^0-9A-Fa-f]", "").toUpperCase(Locale.ROOT);
        for (int i = 0; i < hex.length(); i += 2) {
            boolean lineEnd = i / 2 % BYTES_A_LINE == BYTES_A_LINE - 1;
            text.append(hex, i, Math.min(hex.length(), i + 2)).append(lineEnd ? "\n" : ":");
        }
        if (text.charAt(text.length() - 1) == ':' || text.charAt(text.length() - 1) == '\n') {
            text.setLength(text.length() - 1);
        }
        if (!identity.shortFingerprint().isEmpty()) {
            text.append("\nas other viewers show it\n").append(identity.shortFingerprint());
        }
        return text.toString();
    }
}
