package org.pilothouse.gateway.store;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Who this store is: its id, and the key that signs what it makes on engines. Both are made once. */
public final class MetaStore {
    private static final int KEY_BYTES = 32;

    private final Database database;

    public MetaStore(Database database) {
        this.database = database;
    }

    public String storeId() {
        return once("store_id", () -> UUID.randomUUID().toString());
    }

    /** Secret: signs labels, so that nobody else's container passes for ours. */
    public byte[] signingKey() {
        return Base64.getDecoder().decode(once("signing_key", () -> {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            return Base64.getEncoder().encodeToString(key);
        }));
    }

    public Optional<String> find(String name) {
        return database.transaction(
                tx -> tx.find("SELECT value FROM meta WHERE name = ?", row -> row.getString("value"), name));
    }

    public void put(String name, String value) {
        database.transaction(tx -> {
            tx.update("DELETE FROM meta WHERE name = ?", name);
            return tx.update("INSERT INTO meta (name, value) VALUES (?, ?)", name, value);
        });
    }

    private String once(String name, Supplier<String> value) {
        return database.transaction(tx -> {
            var known = tx.find("SELECT value FROM meta WHERE name = ?", row -> row.getString("value"), name);
            if (known.isPresent()) {
                return known.get();
            }
            String made = value.get();
            tx.update("INSERT INTO meta (name, value) VALUES (?, ?)", name, made);
            return made;
        });
    }
}
