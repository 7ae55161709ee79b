package org.pilothouse.app.connection;

import java.net.URI;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.config.SecretStore;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.UiThread;
import org.pilothouse.client.GatewayClient;
import org.pilothouse.client.GatewayProfile;
import org.pilothouse.protocol.identity.DeviceIdentity;

/** The gateways that can be chosen, the one that is, and the link to it. Used on the UI thread alone. */
public final class Connections implements AutoCloseable {
    private final @Nullable LocalGatewayService local;
    private final SecretStore secrets;
    private final DeviceIdentity identity;
    private final UiThread ui;
    private final ObservableList<GatewayChoice> choices = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable GatewayChoice> chosen = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Link> link = new ReadOnlyObjectWrapper<>(new Link.None());
    private int attempt;

    /** @param local null where the console was started for remote gateways alone */
    public Connections(@Nullable LocalGatewayService local, SecretStore secrets, DeviceIdentity identity, UiThread ui) {
        this.local = local;
        this.secrets = secrets;
        this.identity = identity;
        this.ui = ui;
    }

    public ObservableList<GatewayChoice> choices() {
        return choices;
    }

    public ReadOnlyObjectProperty<@Nullable GatewayChoice> chosen() {
        return chosen.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Link> link() {
        return link.getReadOnlyProperty();
    }

    /** The session, where there is one. Safe from any thread. */
    public Optional<GatewaySession> session() {
        return link.get() instanceof Link.Open(GatewaySession session) ? Optional.of(session) : Optional.empty();
    }

    /** Leaves the gateway in use and turns to this one, also where it is the same. */
    public void choose(GatewayChoice choice) {
        closeSession();
        chosen.set(choice);
        attempt++;
        if (choice.kind() == GatewayChoice.Kind.LOCAL) {
            startLocal(attempt);
        } else {
            openRemote(choice);
        }
    }

    /** Tries again what failed or waits: the local gateway's start, or the connection. */
    public void retryNow() {
        GatewayChoice current = chosen.get();
        if (link.get() instanceof Link.Open(GatewaySession session)) {
            session.client().events().retryNow();
        } else if (link.get() instanceof Link.Failed && current != null) {
            choose(current);
        }
    }

    /** A client for trying an address out; the caller closes it. */
    public GatewayClient trial(URI url, String token) {
        return new GatewayClient(new GatewayProfile("trial", url, () -> token, identity));
    }

    @Override
    public void close() {
        closeSession();
        link.set(new Link.None());
    }

    private void startLocal(int thisAttempt) {
        if (local == null) {
            link.set(new Link.Failed(Problem.of(
                    "There is no local gateway.",
                    "The console was started for a remote gateway alone.",
                    "Start it without --gateway.",
                    "no_local_gateway")));
            return;
        }
        link.set(new Link.Starting());
        local.start(
                running -> {
                    if (attempt == thisAttempt) {
                        open(GatewayChoice.LOCAL, new GatewayProfile("local", running.uri(), running::token, identity));
                    }
                },
                problem -> {
                    if (attempt == thisAttempt) {
                        link.set(new Link.Failed(problem));
                    }
                });
    }

    private void openRemote(GatewayChoice choice) {
        URI url = choice.url();
        if (url == null) {
            throw new IllegalArgumentException("a remote gateway has an address: " + choice.id());
        }
        open(
                choice,
                new GatewayProfile(
                        choice.name(),
                        url,
                        () -> secrets.get(choice.tokenName()).orElse(""),
                        identity));
    }

    private void open(GatewayChoice choice, GatewayProfile profile) {
        GatewaySession session = new GatewaySession(choice, new GatewayClient(profile), ui);
        link.set(new Link.Open(session));
        session.client().events().start();
    }

    private void closeSession() {
        session().ifPresent(GatewaySession::close);
    }
}
