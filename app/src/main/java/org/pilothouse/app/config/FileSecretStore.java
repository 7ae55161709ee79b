package org.pilothouse.app.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pilothouse.protocol.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/** Secrets in a file that the owner alone can read, apart from the settings. */
public final class FileSecretStore implements SecretStore {
    private static final Logger log = LoggerFactory.getLogger(FileSecretStore.class);

    private final PrivateFile file;
    private final Map<String, String> secrets;

    public FileSecretStore(Path folder) {
        this.file = new PrivateFile(folder.resolve("secrets.json"));
        this.secrets = new TreeMap<>(load());
    }

    @Override
    public synchronized Optional<String> get(String name) {
        return Optional.ofNullable(secrets.get(name));
    }

    @Override
    public synchronized void put(String name, String secret) throws SecretStoreException {
        secrets.put(name, secret);
        write();
    }

    @Override
    public synchronized void remove(String name) throws SecretStoreException {
        if (secrets.remove(name) != null) {
            write();
        }
    }

    @Override
    public String description() {
        return "Tokens are kept in " + file.path()
                + ", which only you can read. They are not encrypted there; the system's key chain is not used yet.";
    }

    private void write() throws SecretStoreException {
        try {
            file.write(Json.LENIENT.writeValueAsString(secrets));
        } catch (IOException e) {
            throw new SecretStoreException("The token could not be saved to " + file.path() + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> load() {
        try {
            Optional<String> text = file.read();
            return text.isEmpty() ? Map.of() : Json.LENIENT.readValue(text.get(), new TypeReference<>() {});
        } catch (JacksonException e) {
            // The parser's message could quote a secret, so only the fact is logged.
            log.warn("{} is not readable; tokens have to be entered again", file.path());
            setAside();
        } catch (IOException e) {
            log.warn("{} could not be read; tokens have to be entered again", file.path(), e);
        }
        return Map.of();
    }

    private void setAside() {
        try {
            log.warn("the unreadable secrets are kept in {}", file.setAside());
        } catch (IOException e) {
            log.warn("the unreadable secrets could not be put aside", e);
        }
    }
}
