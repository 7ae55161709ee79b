package org.pilothouse.app.settings;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pilothouse.app.config.ConsoleSettings.Gateway;
import org.pilothouse.app.config.SecretStore;
import org.pilothouse.app.config.SettingsStore;
import org.pilothouse.app.connection.Connections;
import org.pilothouse.app.connection.GatewayChoice;
import org.pilothouse.app.problem.Problem;

/** The remote gateways: remembered, offered, and their tokens kept. Used on the UI thread alone. */
final class GatewayBook {
    private final SettingsStore settings;
    private final SecretStore secrets;
    private final Connections connections;

    GatewayBook(SettingsStore settings, SecretStore secrets, Connections connections) {
        this.settings = settings;
        this.secrets = secrets;
        this.connections = connections;
    }

    Optional<String> token(Gateway gateway) {
        return secrets.get(gateway.tokenName());
    }

    Optional<Gateway> find(String id) {
        return settings.get().gateways().stream()
                .filter(gateway -> gateway.id().equals(id))
                .findFirst();
    }

    boolean isTaken(String name, @Nullable Gateway by) {
        return connections.choices().stream()
                .anyMatch(choice -> choice.name().equalsIgnoreCase(name)
                        && (by == null || !choice.id().equals(by.id())));
    }

    /**
     * @param known null for a new one
     * @param token empty to keep the one that is stored
     * @param done told where it was saved
     * @return why it was not saved, empty where it was
     */
    String save(@Nullable Gateway known, String name, URI url, String token, Consumer<Gateway> done) {
        Gateway gateway = new Gateway(known == null ? UUID.randomUUID().toString() : known.id(), name, url);
        if (!token.isEmpty()) {
            try {
                secrets.put(gateway.tokenName(), token);
            } catch (SecretStore.SecretStoreException e) {
                return Problem.sentence(e);
            }
        }
        List<Gateway> all = new ArrayList<>(settings.get().gateways());
        int at = indexOf(all, gateway.id());
        if (at < 0) {
            all.add(gateway);
        } else {
            all.set(at, gateway);
        }
        settings.update(before -> before.withGateways(all));
        offer(gateway);
        done.accept(gateway);
        return "";
    }

    void remove(Gateway gateway) throws SecretStore.SecretStoreException {
        settings.update(before -> before.withGateways(before.gateways().stream()
                .filter(each -> !each.id().equals(gateway.id()))
                .toList()));
        connections.choices().removeIf(choice -> choice.id().equals(gateway.id()));
        secrets.remove(gateway.tokenName());
    }

    private void offer(Gateway gateway) {
        GatewayChoice choice = GatewayChoice.of(gateway);
        for (int i = 0; i < connections.choices().size(); i++) {
            if (connections.choices().get(i).id().equals(gateway.id())) {
                connections.choices().set(i, choice);
                return;
            }
        }
        connections.choices().add(choice);
    }

    private static int indexOf(List<Gateway> all, String id) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
