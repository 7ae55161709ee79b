package org.pilothouse.agent.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.identity.DeviceIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Keeps the node's key pair in the home folder, readable by its owner alone: a sandbox that is stopped and started
 * stays the same node, one that is reset becomes another.
 */
public final class IdentityStore {
    private static final Logger log = LoggerFactory.getLogger(IdentityStore.class);

    private final Path file;

    public IdentityStore(Path home) {
        this.file = home.resolve(".config/pilothouse/device-identity.json");
    }

    /** The stored identity, or a new one, which is stored. */
    public DeviceIdentity loadOrCreate() {
        try {
            return DeviceIdentity.restore(Json.LENIENT.readValue(Files.readString(file), DeviceIdentity.Stored.class));
        } catch (NoSuchFileException e) {
            log.debug("no identity in {}", file);
        } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
            // A record that lacks a member is read with null in it.
            log.warn(
                    "{} holds no usable identity ({}); making a new one",
                    file,
                    e.getClass().getSimpleName());
        }
        DeviceIdentity identity = DeviceIdentity.generate();
        try {
            store(identity);
        } catch (IOException e) {
            log.warn("cannot store the node's identity; it lasts until the agent ends", e);
        }
        return identity;
    }

    private void store(DeviceIdentity identity) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path next = Files.createTempFile(
                folder,
                "device-identity",
                ".next",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(next, Json.LENIENT.writeValueAsString(identity.stored()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }
}
