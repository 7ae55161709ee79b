package org.pilothouse.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Display;
import org.pilothouse.protocol.environment.EnvironmentRuntime.Limits;

class StoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");

    @TempDir
    Path directory;

    private Database database;
    private EnvironmentStore environments;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("gateway.db"));
        environments = new EnvironmentStore(database);
        String host = new HostStore(database).ensure("unix:///a", "a", NOW).hostId();
        environments.insert(new EnvironmentRecord(
                "e1",
                host,
                "desk",
                "image",
                Desired.RUNNING,
                1,
                1,
                Display.DEFAULT,
                new Limits(1024, 1.5, 99),
                NOW,
                0,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                NOW,
                NOW,
                null));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aRecordSurvivesAReopening() {
        environments.setStages("e1", Map.of("container", 250L));
        EnvironmentRecord before = environments.find("e1").orElseThrow();
        database.close();
        database = Database.open(directory.resolve("gateway.db"));
        assertEquals(before, new EnvironmentStore(database).find("e1").orElseThrow());
        assertEquals(Map.of("container", 250L), before.stagesMs());
    }

    @Test
    void aSlowObserverDoesNotOverwriteANewerWish() {
        environments.setObservedGeneration("e1", 5);
        environments.setObservedGeneration("e1", 3);
        assertEquals(5, environments.find("e1").orElseThrow().observedGeneration());
    }

    @Test
    void anArchivedEnvironmentIsNotFoundAndLeavesNoLines() {
        LogStore log = new LogStore(database);
        log.append("e1", List.of(new LogStore.NewLine(NOW, "stdout", "x")));
        environments.archive("e1", NOW);
        assertTrue(environments.find("e1").isEmpty());
        assertTrue(environments.live().isEmpty());
        assertTrue(log.tail("e1", 10).isEmpty());
        assertTrue(
                log.append("e1", List.of(new LogStore.NewLine(NOW, "stdout", "y")))
                        .isEmpty(),
                "a late line is dropped");
    }

    @Test
    void logsAreNumberedAndBounded() {
        LogStore log = new LogStore(database);
        log.append("e1", Collections.nCopies(LogStore.KEPT, new LogStore.NewLine(NOW, "stdout", "x")));
        log.append("e1", List.of(new LogStore.NewLine(NOW, LogStore.GATEWAY, "last")));
        assertEquals(LogStore.KEPT, log.after("e1", 0, 5000).size());
        assertEquals(2, log.after("e1", 0, 1).getFirst().sequence());
        assertEquals("last", log.tail("e1", 1).getFirst().line());
        assertEquals(LogStore.KEPT, log.lastOfContainer("e1").orElseThrow().sequence());
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        assertThrows(
                StoreException.class,
                () -> database.transaction(tx -> {
                    environments.setNode("e1", "n", NOW);
                    return tx.update("INSERT INTO nowhere (a) VALUES (1)");
                }));
        assertNull(environments.find("e1").orElseThrow().nodeId());
    }

    @Test
    void identityIsMadeOnce() {
        MetaStore meta = new MetaStore(database);
        assertEquals(meta.storeId(), new MetaStore(database).storeId());
        assertEquals(32, meta.signingKey().length);
    }

    @Test
    void aHostKeepsItsId() {
        HostStore hosts = new HostStore(database);
        assertEquals(
                hosts.ensure("unix:///a", "a", NOW).hostId(),
                hosts.ensure("unix:///a", "renamed", NOW).hostId());
    }

    @Test
    void aNewerDatabaseIsRefusedWithANextStep() {
        database.transaction(tx -> tx.update("INSERT INTO schema_history (script, sha256) VALUES ('V99__x.sql', 'x')"));
        database.close();
        var refusal = assertThrows(StoreException.class, () -> Database.open(directory.resolve("gateway.db")));
        assertTrue(refusal.getMessage().contains("newer version"), refusal.getMessage());
        database = Database.open(directory.resolve("other.db"));
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("text.db"), "this is no database, it is a letter to nobody");
        assertThrows(StoreException.class, () -> Database.open(file));
    }
}
