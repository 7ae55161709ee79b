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
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
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
                Retention.DEFAULT,
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

    /** A run that is in the store, so that what is linked to it counts as needed while it goes on. */
    private void run(String id, String status) {
        database.transaction(tx -> {
            tx.update("DELETE FROM run WHERE run_id = ?", id);
            return tx.update(
                    "INSERT INTO run (run_id, sequence, conversation_key, plan_id, request_id, status, requested_by,"
                            + " steps_count, steps_done, created_at) VALUES (?, 1, 'c', 'p', 'q', ?, 'x', 1, 0, 'now')",
                    id,
                    status);
        });
    }

    @Test
    void thereIsALimitThatARestartRemembers() throws Exception {
        run("r", "running");
        keep("x".repeat(600));
        keep("x".repeat(300));
        var full = assertThrows(QuotaException.class, () -> keep("y".repeat(200)));
        assertTrue(full.getMessage().contains("--artifact-limit-mb"), full.getMessage());
        artifacts = artifacts(1000);
        assertThrows(QuotaException.class, () -> keep("y".repeat(200)));
        artifacts = artifacts(2000);
        keep("y".repeat(200));
    }

    @Test
    void theOldestThatNothingNeedsMakeRoom() throws Exception {
        run("r", "succeeded");
        ArtifactRecord oldest = keep("a".repeat(400));
        ArtifactRecord middle = keep("b".repeat(400));
        ArtifactRecord newest = keep("c".repeat(400));
        var gone = assertThrows(GatewayException.class, () -> artifacts.content(oldest.id(), READER));
        assertEquals(GatewayException.Code.ARTIFACT_REMOVED, gone.code());
        assertTrue(gone.sentence().contains("to make room"), gone.sentence());
        assertEquals(400, artifacts.content(middle.id(), READER).bytes().length);
        assertEquals(400, artifacts.content(newest.id(), READER).bytes().length);
        assertEquals(2, files().size());
        assertEquals(oldest.id(), artifacts.metadata(oldest.id()).artifact().artifactId(), "what is known of it stays");
        ArtifactRecord again = keep("a".repeat(100));
        assertEquals(100, artifacts.content(again.id(), READER).bytes().length);
    }

    @Test
    void sharedContentStaysAsLongAsOneNeedsIt() throws Exception {
        run("r", "succeeded");
        ArtifactRecord old = keep("same");
        clock.pass(Duration.ofDays(80));
        ArtifactRecord young = keep("same");
        clock.pass(Duration.ofDays(20));
        artifacts.sweep();
        assertThrows(GatewayException.class, () -> artifacts.content(old.id(), READER));
        assertArrayEquals(bytes("same"), artifacts.content(young.id(), READER).bytes());
        clock.pass(Duration.ofDays(80));
        artifacts.sweep();
        assertThrows(GatewayException.class, () -> artifacts.content(young.id(), READER));
        assertEquals(List.of(), files());
    }

    @Test
    void ageDoesNotTakeWhatARunStillNeeds() throws Exception {
        run("r", "paused");
        ArtifactRecord artifact = keep("needed");
        clock.pass(Duration.ofDays(1000));
        artifacts.sweep();
        assertArrayEquals(
                bytes("needed"), artifacts.content(artifact.id(), READER).bytes());
        run("r", "failed");
        artifacts.sweep();
        var gone = assertThrows(GatewayException.class, () -> artifacts.content(artifact.id(), READER));
        assertTrue(gone.sentence().contains("90 days"), gone.sentence());
    }

    @Test
    void bytesThatNothingNamesGoAfterAnHour() throws Exception {
        artifacts.keep(NewArtifact.result(bytes("unnamed"), "query"));
        Path file = files().getFirst();
        artifacts.sweep();
        assertTrue(Files.exists(file), "it may be named any moment");
        clock.pass(Duration.ofHours(2));
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(Duration.ofHours(2))));
        artifacts.sweep();
        assertEquals(List.of(), files());
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
