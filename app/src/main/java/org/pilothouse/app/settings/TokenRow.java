package org.pilothouse.app.settings;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.pilothouse.app.component.Icons;
import org.pilothouse.app.presentation.Ages;
import org.pilothouse.protocol.identity.AccessTokens.Listed;
import org.pilothouse.protocol.identity.Identity;
import org.pilothouse.protocol.identity.Identity.Kind;

/** One token: whose, what for, when it was used, when it ends, and a button that revokes it. */
final class TokenRow extends HBox {
    TokenRow(Listed token, TokensModel model) {
        setId("settings/token/" + token.tokenId());
        getStyleClass().add("list-row");
        setAlignment(Pos.CENTER_LEFT);
        Label name = new Label(token.displayName());
        name.getStyleClass().add("strong");
        Label about = new Label(about(token));
        about.getStyleClass().addAll("muted", "plain");
        VBox words = new VBox(name, about);
        words.getStyleClass().add("list-words");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        getChildren().addAll(Icons.of(icon(token), "muted-icon"), words, gap);
        if (model.isRevocable(token)) {
            getChildren().add(revoke(token, model));
        }
    }

    private static Button revoke(Listed token, TokensModel model) {
        String what = "Revoke the token of " + token.displayName();
        Button revoke = new Button(null, Icons.of(Feather.SLASH));
        revoke.setId("settings/token/revoke/" + token.tokenId());
        revoke.getStyleClass().addAll("button-icon", "flat", "icon-button");
        revoke.setAccessibleText(what);
        revoke.setTooltip(new Tooltip(what));
        revoke.setOnAction(event -> model.revoke(token));
        return revoke;
    }

    private static Feather icon(Listed token) {
        Identity identity = token.identity();
        Kind kind = identity == null ? Kind.USER : identity.kind();
        return switch (kind) {
            case AGENT -> Feather.CPU;
            case NODE -> Feather.MONITOR;
            case SYSTEM -> Feather.KEY;
            case USER, UNKNOWN -> Feather.USER;
        };
    }

    private static String about(Listed token) {
        List<String> parts = new ArrayList<>();
        Identity identity = token.identity();
        boolean root = Identity.ROOT.equals(identity);
        boolean agent = identity != null && identity.kind() == Kind.AGENT;
        parts.add(
                root
                        ? "The gateway's first token"
                        : agent ? "agent" : token.role().name().toLowerCase(Locale.ROOT));
        Instant used = token.lastUsedAt();
        parts.add(used == null ? "not used yet" : "used " + Ages.ago(used, Instant.now()));
        if (token.expiresAt() != null) {
            parts.add("until " + Ages.absolute(token.expiresAt()));
        }
        return String.join(" · ", parts);
    }
}
