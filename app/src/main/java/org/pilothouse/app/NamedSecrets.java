package org.pilothouse.app;

import java.util.Optional;
import org.pilothouse.app.config.SecretStore;
import org.pilothouse.app.connection.GatewayChoice;

/** The stored secrets, and the token of the gateway named on the command line, which is never stored. */
final class NamedSecrets implements SecretStore {
    private static final String ID = "command-line";

    private final SecretStore stored;
    private final ConsoleSetup.NamedGateway named;

    NamedSecrets(SecretStore stored, ConsoleSetup.NamedGateway named) {
        this.stored = stored;
        this.named = named;
    }

    static GatewayChoice choice(ConsoleSetup.NamedGateway named) {
        return new GatewayChoice(ID, named.url().getHost(), GatewayChoice.Kind.COMMAND_LINE, named.url());
    }

    @Override
    public Optional<String> get(String name) {
        return name.equals(choice(named).tokenName()) ? Optional.of(named.token()) : stored.get(name);
    }

    @Override
    public void put(String name, String secret) throws SecretStoreException {
        stored.put(name, secret);
    }

    @Override
    public void remove(String name) throws SecretStoreException {
        stored.remove(name);
    }

    @Override
    public String description() {
        return stored.description();
    }
}
