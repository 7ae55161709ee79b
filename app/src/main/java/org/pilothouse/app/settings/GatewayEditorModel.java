package org.pilothouse.app.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.config.ConsoleSettings.Gateway;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.dialog.DialogRequest;
import org.pilothouse.app.dialog.Dialogs;
import org.pilothouse.app.form.FormField;
import org.pilothouse.app.presentation.Sizes;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayException;
import org.pilothouse.protocol.Features;

/** The form for a remote gateway, new or known. Used on the UI thread alone. */
public final class GatewayEditorModel implements DialogRequest {
    private final @Nullable Gateway known;
    private final boolean hasToken;
    private final GatewayBook book;
    private final Connections connections;
    private final Background background;
    private final Dialogs dialogs;
    private final Consumer<Gateway> saved;
    private final FormField name;
    private final FormField url;
    private final FormField token = new FormField("");
    private final ReadOnlyObjectWrapper<Trial> trial = new ReadOnlyObjectWrapper<>(new Trial.None());

    /** @param known null for a new one */
    GatewayEditorModel(
            @Nullable Gateway known,
            GatewayBook book,
            Connections connections,
            Background background,
            Dialogs dialogs,
            Consumer<Gateway> saved) {
        this.known = known;
        this.book = book;
        this.connections = connections;
        this.background = background;
        this.dialogs = dialogs;
        this.saved = saved;
        this.hasToken = known != null && book.token(known).isPresent();
        this.name = new FormField(known == null ? "" : known.name());
        this.url = new FormField(known == null ? "" : known.url().toString());
        for (FormField field : new FormField[] {url, token}) {
            field.text().subscribe((before, now) -> trial.set(new Trial.None()));
        }
    }

    /** What trying the address out has shown. */
    public sealed interface Trial {
        record None() implements Trial {}

        record Running() implements Trial {}

        record Good(String text) implements Trial {}

        record Bad(String text) implements Trial {}
    }

    public boolean isNew() {
        return known == null;
    }

    public FormField name() {
        return name;
    }

    public FormField url() {
        return url;
    }

    /** Empty keeps the token that is stored. */
    public FormField token() {
        return token;
    }

    public boolean hasStoredToken() {
        return hasToken;
    }

    public ReadOnlyObjectProperty<Trial> trial() {
        return trial.getReadOnlyProperty();
    }

    public void cancel() {
        dialogs.close(this);
    }

    /** Connects with what is entered, and says what answered. */
    public void test() {
        Optional<URI> address = readUrl();
        if (address.isEmpty() || trial.get() instanceof Trial.Running) {
            return;
        }
        trial.set(new Trial.Running());
        GatewayClient client = connections.trial(address.get(), enteredOrStoredToken());
        background.call(
                () -> {
                    // Features are public on some gateways; only a list proves that the token is good.
                    Features features = client.features();
                    return new Answer(features, client.environments().list().size());
                },
                answer -> {
                    background.run(client::close);
                    trial.set(new Trial.Good(answer.text()));
                },
                failure -> {
                    background.run(client::close);
                    trial.set(new Trial.Bad(failure.getMessage() + " " + advice(failure)));
                });
    }

    public void save() {
        Optional<URI> address = readUrl();
        if (name.trimmed().isEmpty()) {
            name.reject("Give it a name to find it by.");
        } else if (book.isTaken(name.trimmed(), known)) {
            name.reject("There is a gateway of that name already.");
        }
        if (enteredOrStoredToken().isEmpty()) {
            token.reject("Enter the token that the gateway gave you.");
        }
        if (address.isEmpty() || name.hasError() || token.hasError()) {
            return;
        }
        String failure = book.save(known, name.trimmed(), address.get(), token.trimmed(), gateway -> {
            dialogs.close(this);
            saved.accept(gateway);
        });
        if (!failure.isEmpty()) {
            token.reject(failure);
        }
    }

    private record Answer(Features features, int environments) {
        String text() {
            String version = features.version().isEmpty() ? "" : " " + features.version();
            String kind = features.gateway().equals("tyrum") ? "Tyrum gateway" : "Pilothouse gateway" + version;
            return "Connected: " + kind + ", " + Sizes.count(environments, "environment") + ".";
        }
    }

    private static String advice(GatewayException failure) {
        return failure instanceof GatewayException.Refused refused && refused.status() == 401
                ? "Check the token."
                : failure.nextStep();
    }

    private String enteredOrStoredToken() {
        return token.trimmed().isEmpty() && known != null ? book.token(known).orElse("") : token.trimmed();
    }

    private Optional<URI> readUrl() {
        String text = url.trimmed();
        try {
            URI parsed = new URI(text);
            boolean web = "http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme());
            if (web && parsed.getHost() != null) {
                if (parsed.getRawUserInfo() != null) {
                    url.reject("Leave user name and password out; the token goes below.");
                    return Optional.empty();
                }
                return Optional.of(text.endsWith("/") ? parsed : new URI(text + "/"));
            }
        } catch (URISyntaxException e) {
            // said below
        }
        url.reject("Enter an address such as https://gateway.example:8788.");
        return Optional.empty();
    }
}
