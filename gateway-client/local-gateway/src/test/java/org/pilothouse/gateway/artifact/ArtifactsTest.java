package org.pilothouse.gateway.artifact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.store.ActivityStore;
import org.pilothouse.gateway.store.ArtifactRecord;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.testing.FakeClock;
import org.pilothouse.protocol.artifact.ArtifactLink;

class ArtifactsTest {
    private static final Actor READER = new Actor("Anna", "t");

    @TempDir
    Path directory;

    private final FakeClock clock = new FakeClock();
    private Database database;
    private Artifacts artifacts;

    @BeforeEach
    void open() {
        database = Database.open(directory.resolve("gateway.db"));
        artifacts = artifacts(1000);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Artifacts artifacts(long limit) {
        return new Artifacts(
                database,
                directory.resolve("artifacts"),
                limit,
                new ActivityLog(new ActivityStore(database), clock),
                new Events(),
                clock);
    }

    @Test
    void theSameContentLiesThereOnce() throws Exception {
        ArtifactRecord one = keep("same");
        ArtifactRecord two = keep("same");
        assertNotEquals(one.id(), two.id());
        assertEquals(one.sha256(), two.sha256());
        assertEquals(1, files().size());
        assertEquals(
                "sha256/" + one.sha256().substring(0, 2) + "/" + one.sha256().substring(2),
                directory.resolve("artifacts").relativize(files().getFirst()).toString());
        assertArrayEquals(bytes("same"), artifacts.content(two.id(), READER).bytes());
        assertEquals(
                List.of(one.id(), two.id()),
                artifacts.of(Artifacts.RUN, "r").stream()
                        .map(a -> a.artifactId())
                        .toList());
    }

    @Test
    void nobodyElseReadsThem() throws Exception {
        keep("secret");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(files().getFirst().getParent())));
    }

    @Test
    void bytesThatWereChangedOrAreGoneAreNotGivenOut() throws Exception {
        ArtifactRecord artifact = keep("true");
        Files.writeString(files().getFirst(), "fake");
        var changed = assertThrows(GatewayException.class, () -> artifacts.content(artifact.id(), READER));
        assertEquals(GatewayException.Code.ARTIFACT_DAMAGED, changed.code());
        assertTrue(changed.sentence().contains("were changed"), changed.sentence());
        Files.delete(files().getFirst());
        assertThrows(GatewayException.class, () -> artifacts.content(artifact.id(), READER));
        assertThrows(GatewayException.class, () -> artifacts.content("nope", READER));
    }

    @Test
    void whatWasNeverFinishedIsForgotten() throws Exception {
        Path part = directory.resolve("artifacts/unfinished/left");
        Files.writeString(part, "half");
        artifacts = artifacts(1000);
        assertTrue(Files.notExists(part));
    }

    @Test
    void thereIsALimitThatARestartRemembers() throws Exception {
        keep("x".repeat(600));
        keep("x".repeat(300));
        var full = assertThrows(QuotaException.class, () -> keep("y".repeat(200)));
        assertTrue(full.getMessage().contains("--artifact-limit-mb"), full.getMessage());
        artifacts = artifacts(1000);
        assertThrows(QuotaException.class, () -> keep("y".repeat(200)));
        artifacts = artifacts(2000);
        keep("y".repeat(200));
    }

    private ArtifactRecord keep(String text) throws QuotaException {
        ArtifactRecord artifact = artifacts.keep(NewArtifact.result(bytes(text), "query"));
        artifacts.save(artifact, List.of(new ArtifactLink(Artifacts.RUN, "r")));
        return artifact;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory.resolve("artifacts"))) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
