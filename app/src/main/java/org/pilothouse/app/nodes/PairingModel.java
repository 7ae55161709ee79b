package org.pilothouse.app.nodes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewaySession;
import org.pilothouse.app.live.LiveGateway;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayException;
import org.pilothouse.client.Pairings;
import org.pilothouse.protocol.node.Capability;
import org.pilothouse.protocol.node.Pairing;
import org.pilothouse.protocol.node.Pairing.TrustLevel;

/** A node that asks to be trusted, while a person decides with what. Used on the UI thread alone. */
public final class PairingModel {
    private final Pairing pairing;
    private final Connections connections;
    private final LiveGateway live;
    private final Background background;
    private final ObjectProperty<TrustLevel> trust = new SimpleObjectProperty<>(TrustLevel.REMOTE);
    private final Map<Capability, BooleanProperty> granted = new LinkedHashMap<>();
    private final StringProperty reason = new SimpleStringProperty("");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    PairingModel(Pairing pairing, Connections connections, LiveGateway live, Background background) {
        this.pairing = pairing;
        this.connections = connections;
        this.live = live;
        this.background = background;
        for (Capability capability : pairing.node().capabilities()) {
            // What a desktop is for is granted unless somebody says no; what reaches further wants a thought.
            granted.put(capability, new SimpleBooleanProperty(CapabilityRisk.of(capability) != CapabilityRisk.OTHER));
        }
    }

    private interface Call {
        Pairing call(Pairings pairings) throws GatewayException;
    }

    public Pairing pairing() {
        return pairing;
    }

    public ObjectProperty<TrustLevel> trust() {
        return trust;
    }

    /** Each capability that it asks for, and whether it would be granted. */
    public Map<Capability, BooleanProperty> granted() {
        return granted;
    }

    /** For the record; may be empty. */
    public StringProperty reason() {
        return reason;
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** One sentence, empty where all is well. */
    public ReadOnlyStringProperty problem() {
        return problem.getReadOnlyProperty();
    }

    public void approve() {
        List<Capability> allowed = granted.entrySet().stream()
                .filter(each -> each.getValue().get())
                .map(Map.Entry::getKey)
                .toList();
        if (allowed.isEmpty()) {
            problem.set("Grant at least one capability, or deny the node.");
            return;
        }
        call(pairings -> pairings.approve(pairing.pairingId(), trust.get(), allowed, given()));
    }

    public void deny() {
        call(pairings -> pairings.deny(pairing.pairingId(), given()));
    }

    private @Nullable String given() {
        return reason.get().isBlank() ? null : reason.get().strip();
    }

    private void call(Call call) {
        Optional<GatewaySession> session = connections.session();
        if (busy.get() || session.isEmpty()) {
            return;
        }
        busy.set(true);
        problem.set("");
        Pairings pairings = session.get().client().pairings();
        background.call(
                () -> call.call(pairings),
                decided -> {
                    busy.set(false);
                    live.pairings().upsert(decided);
                    live.refreshNodes();
                },
                failure -> {
                    busy.set(false);
                    problem.set(failure.getMessage() + " " + failure.nextStep());
                });
    }
}
