package org.pilothouse.app.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.app.config.ConsoleSettings.Appearance;
import org.pilothouse.app.config.ConsoleSettings.Gateway;
import org.pilothouse.app.config.ConsoleSettings.ThemeChoice;
import org.pilothouse.app.config.ConsoleSettings.Window;
import org.pilothouse.app.config.SecretStore.SecretStoreException;

class SettingsStoreTest {
    @TempDir
    Path folder;

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void remembersEverythingForTheOwnerAlone() throws IOException {
        Path config = folder.resolve("config");
        ConsoleSettings wanted = new ConsoleSettings(
                List.of(new Gateway("g", "Team", URI.create("https://gateway.example:8788/"))),
                "g",
                new Appearance(ThemeChoice.DARK, 120),
                new ConsoleSettings.Alerts(false),
                new Window(10, 20, 1280, 800, true));
        SettingsStore store = new SettingsStore(config);
        store.update(before -> wanted);

        assertEquals(wanted, new SettingsStore(config).get());
        assertEquals("rw-------", permissions(config.resolve("console.json")));
        assertEquals("rwx------", permissions(config));
    }

    @Test
    void anUnreadableFileIsKeptAsideAndSaidOnce() throws IOException {
        Files.writeString(folder.resolve("console.json"), "{ not json");

        SettingsStore store = new SettingsStore(folder);

        assertEquals(ConsoleSettings.DEFAULT, store.get());
        assertTrue(store.takeWarning().orElseThrow().contains("console.json.unreadable"));
        assertEquals(Optional.empty(), store.takeWarning());
        assertEquals("{ not json", Files.readString(folder.resolve("console.json.unreadable")));
    }

    @Test
    void whatIsMissingOrOutOfRangeTakesItsDefault() throws IOException {
        Files.writeString(folder.resolve("console.json"), "{\"appearance\": {\"font_scale\": 900}, \"future\": 1}");

        assertEquals(
                new Appearance(ThemeChoice.SYSTEM, 150),
                new SettingsStore(folder).get().appearance());
    }

    @Test
    void aFolderThatCannotBeWrittenIsAWarning() throws IOException {
        Path file = Files.createFile(folder.resolve("in-the-way"));
        SettingsStore store = new SettingsStore(file.resolve("config"));

        store.update(before -> before.withChosenGateway("x"));

        assertEquals("x", store.get().chosenGateway(), "it still holds for this run");
        assertTrue(store.takeWarning().orElseThrow().startsWith("Settings could not be saved"));
    }

    @Test
    void secretsAreApartAndForTheOwnerAlone() throws Exception {
        FileSecretStore secrets = new FileSecretStore(folder);
        secrets.put("gateway-token/g", "very secret");

        assertEquals(Optional.of("very secret"), new FileSecretStore(folder).get("gateway-token/g"));
        assertEquals("rw-------", permissions(folder.resolve("secrets.json")));

        secrets.remove("gateway-token/g");
        assertEquals(Optional.empty(), new FileSecretStore(folder).get("gateway-token/g"));
    }

    @Test
    void unreadableSecretsAreKeptAside() throws IOException, SecretStoreException {
        Files.writeString(folder.resolve("secrets.json"), "broken");
        FileSecretStore secrets = new FileSecretStore(folder);

        secrets.put("a", "b");

        assertEquals("broken", Files.readString(folder.resolve("secrets.json.unreadable")));
        assertEquals(Optional.of("b"), new FileSecretStore(folder).get("a"));
    }

    @Test
    void aSecretThatCannotBeKeptIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("in-the-way"));
        FileSecretStore secrets = new FileSecretStore(file.resolve("config"));

        SecretStoreException failure = assertThrows(SecretStoreException.class, () -> secrets.put("a", "hush"));
        assertFalse(failure.getMessage().contains("hush"));
    }
}
