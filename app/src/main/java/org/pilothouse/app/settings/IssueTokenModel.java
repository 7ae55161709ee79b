package org.pilothouse.app.settings;

import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.dialog.DialogRequest;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.identity.AccessTokens;
import org.pilothouse.protocol.identity.AccessTokens.Issued;
import org.pilothouse.protocol.identity.Identity.Kind;
import org.pilothouse.protocol.identity.Role;

/** The form for a new token, and the token itself, this once. Used on the UI thread alone. */
public final class IssueTokenModel implements DialogRequest {
    private final Connections connections;
    private final Background background;
    private final Dialogs dialogs;
    private final Consumer<Issued> made;
    private final FormField name = new FormField("");
    private final ObjectProperty<For> who = new SimpleObjectProperty<>(For.OPERATOR);
    private final ObjectProperty<Life> life = new SimpleObjectProperty<>(Life.QUARTER);
    private final ReadOnlyObjectWrapper<@Nullable Issued> issued = new ReadOnlyObjectWrapper<>();
    private boolean asking;

    /** What it is for. */
    public enum For {
        VIEWER("Viewer", "Sees everything, watches desktops", Role.VIEWER, Kind.USER),
        APPROVER("Approver", "Sees everything, decides approvals", Role.APPROVER, Kind.USER),
        OPERATOR("Operator", "Environments, runs, takeovers; decides no approvals", Role.OPERATOR, Kind.USER),
        ADMIN("Admin", "Everything, tokens and policy too", Role.ADMIN, Kind.USER),
        AGENT("Agent", "A program that runs environments; never decides what it may do", Role.OPERATOR, Kind.AGENT);

        private final String words;
        private final String hint;
        private final Role role;
        private final Kind kind;

        For(String words, String hint, Role role, Kind kind) {
            this.words = words;
            this.hint = hint;
            this.role = role;
            this.kind = kind;
        }

        public String words() {
            return words;
        }

        public String hint() {
            return hint;
        }
    }

    /** How long it works. */
    public enum Life {
        DAY("1 day", 1L),
        MONTH("30 days", 30L),
        QUARTER("90 days", 90L),
        YEAR("1 year", 365L),
        ENDLESS("No end", null);

        private final String words;
        private final @Nullable Long days;

        Life(String words, @Nullable Long days) {
            this.words = words;
            this.days = days;
        }

        public String words() {
            return words;
        }

        @Nullable
        Long seconds() {
            return days == null ? null : (Long) (days * 24 * 60 * 60);
        }
    }

    IssueTokenModel(Connections connections, Background background, Dialogs dialogs, Consumer<Issued> made) {
        this.connections = connections;
        this.background = background;
        this.dialogs = dialogs;
        this.made = made;
    }

    public FormField name() {
        return name;
    }

    public ObjectProperty<For> who() {
        return who;
    }

    public ObjectProperty<Life> life() {
        return life;
    }

    /** Null until it was made. */
    public ReadOnlyObjectProperty<@Nullable Issued> issued() {
        return issued.getReadOnlyProperty();
    }

    public void close() {
        dialogs.close(this);
    }

    public void issue() {
        if (name.trimmed().isEmpty()) {
            name.reject("Say whose token it is.");
            return;
        }
        Optional<GatewaySession> session = connections.session();
        if (session.isEmpty() || asking) {
            return;
        }
        asking = true;
        AccessTokens.Issue asked = new AccessTokens.Issue(
                name.trimmed(), who.get().role, null, null, life.get().seconds(), who.get().kind);
        background.call(() -> session.get().client().identities().issue(asked), this::show, this::refused);
    }

    private void show(Issued token) {
        asking = false;
        issued.set(token);
        made.accept(token);
    }

    private void refused(GatewayException failure) {
        asking = false;
        name.reject(String.valueOf(failure.getMessage()));
    }
}
