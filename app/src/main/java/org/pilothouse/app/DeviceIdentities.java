package org.pilothouse.app;

import java.util.Optional;
import org.pilothouse.app.config.SecretStore;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** The key that this console proves itself with; a remote gateway may bind its token to it, so it is kept. */
final class DeviceIdentities {
    private static final Logger log = LoggerFactory.getLogger(DeviceIdentities.class);
    private static final String NAME = "device-identity";

    private DeviceIdentities() {}

    static DeviceIdentity remembered(SecretStore secrets) {
        Optional<String> stored = secrets.get(NAME);
        if (stored.isPresent()) {
            try {
                return DeviceIdentity.restore(Json.LENIENT.readValue(stored.get(), DeviceIdentity.Stored.class));
            } catch (JacksonException | IllegalArgumentException e) {
                log.warn("the stored device identity is not usable; a new one is made");
            }
        }
        DeviceIdentity fresh = DeviceIdentity.generate();
        try {
            secrets.put(NAME, Json.LENIENT.writeValueAsString(fresh.stored()));
        } catch (SecretStore.SecretStoreException e) {
            log.warn("the device identity could not be kept; the next start makes a new one", e);
        }
        return fresh;
    }
}
