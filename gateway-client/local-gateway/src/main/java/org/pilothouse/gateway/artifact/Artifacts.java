package org.pilothouse.gateway.artifact;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.pilothouse.gateway.activity.ActivityLog;
import org.pilothouse.gateway.activity.Actor;
import org.pilothouse.gateway.control.Events;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.gateway.store.ArtifactRecord;
import org.pilothouse.gateway.store.ArtifactStore;
import org.pilothouse.gateway.store.Database;
import org.pilothouse.gateway.store.StoreException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.artifact.ArtifactKind;
import org.pilothouse.protocol.artifact.ArtifactLink;
import org.pilothouse.protocol.artifact.ArtifactMetadata;
import org.pilothouse.protocol.artifact.ArtifactRef;
import org.pilothouse.protocol.artifact.Sensitivity;
import org.pilothouse.protocol.frame.EventTypes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The artifacts of this gateway. Bytes are on the disk before anything names them. */
public final class Artifacts {
    public static final String RUN = "execution_run";
    public static final String STEP = "workflow_run_step";
    public static final String ATTEMPT = "execution_attempt";
    public static final String DISPATCH = "dispatch_record";
    public static final String APPROVAL = "approval";

    private static final int BATCH = 100;
    /** How long bytes may lie on the disk before something names them. */
    private static final Duration UNNAMED = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(Artifacts.class);

    private final ArtifactStore store;
    private final ArtifactFiles files;
    private final ActivityLog activity;
    private final Events events;
    private final InstantSource clock;
    private final long limitBytes;
    private final Retention retention;
    /** Content that was kept and is not named yet, by its hash. */
    private final Map<String, Unnamed> unnamed = new ConcurrentHashMap<>();
    /** Held while content comes or goes; taken before the database's lock and never inside a transaction. */
    private final Object contents = new Object();

    /** How often, and since when. */
    private record Unnamed(int times, Instant since) {}

    private final AtomicLong usedBytes;

    /**
     * @param directory made where absent
     * @param limitBytes how much all artifacts together may take on the disk
     * @param retention how long their bytes are kept
     */
    public Artifacts(
            Database database,
            Path directory,
            long limitBytes,
            Retention retention,
            ActivityLog activity,
            Events events,
            InstantSource clock) {
        this.store = new ArtifactStore(database);
        this.files = new ArtifactFiles(directory);
        this.limitBytes = limitBytes;
        this.retention = retention;
        this.usedBytes = new AtomicLong(store.totalBytes());
        this.activity = activity;
        this.events = events;
        this.clock = clock;
    }

    /** The bytes of an artifact, and what to call them. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed over, never compared
    public record Content(ArtifactRef artifact, byte[] bytes) {}

    /**
     * Puts the bytes on the disk; nothing names them yet. Where they do not fit, the oldest go that nothing needs.
     *
     * @throws QuotaException where there is no room
     */
    public ArtifactRecord keep(NewArtifact artifact) throws QuotaException {
        String sha256 = ArtifactFiles.hash(artifact.bytes());
        synchronized (contents) {
            if (usedBytes.get() + artifact.bytes().length > limitBytes) {
                makeRoom(artifact.bytes().length);
            }
            unnamed.merge(
                    sha256, new Unnamed(1, clock.instant()), (old, one) -> new Unnamed(old.times() + 1, one.since()));
            if (files.write(sha256, artifact.bytes())) {
                usedBytes.addAndGet(artifact.bytes().length);
            }
        }
        String id = UUID.randomUUID().toString();
        return new ArtifactRecord(
                id,
                sha256,
                artifact.bytes().length,
                artifact.kind(),
                artifact.mediaClass(),
                artifact.mimeType(),
                "artifact-" + id + "." + artifact.extension(),
                Sensitivity.SENSITIVE,
                artifact.labels(),
                Json.LENIENT.valueToTree(artifact.metadata()),
                clock.instant());
    }

    private void makeRoom(long bytes) throws QuotaException {
        int count = 0;
        List<ArtifactRecord> oldest = store.unreferenced(BATCH);
        while (usedBytes.get() + bytes > limitBytes && !oldest.isEmpty()) {
            for (ArtifactRecord artifact : oldest) {
                if (usedBytes.get() + bytes > limitBytes) {
                    letGo(artifact, "to make room for newer ones");
                    count++;
                }
            }
            oldest = store.unreferenced(BATCH);
        }
        noteRemoved(count, "quota");
        if (usedBytes.get() + bytes > limitBytes) {
            throw new QuotaException(usedBytes.get(), limitBytes);
        }
    }

    /** Lets go of what is older than its kind is kept, and of bytes that nothing names since a crash. */
    public void sweep() {
        Instant now = clock.instant();
        int count = 0;
        for (Map.Entry<ArtifactKind, Duration> kind : retention.days().entrySet()) {
            String because = "its kind is kept for " + kind.getValue().toDays() + " days";
            Instant before = now.minus(kind.getValue());
            List<ArtifactRecord> old = store.unreferenced(kind.getKey(), before, BATCH);
            while (!old.isEmpty()) {
                for (ArtifactRecord artifact : old) {
                    synchronized (contents) {
                        letGo(artifact, because);
                    }
                    count++;
                }
                old = store.unreferenced(kind.getKey(), before, BATCH);
            }
        }
        noteRemoved(count, "retention");
        unnamed.values().removeIf(content -> content.since().isBefore(now.minus(UNNAMED)));
        for (String sha256 : files.olderThan(now.minus(UNNAMED))) {
            synchronized (contents) {
                deleteUnused(sha256);
            }
        }
    }

    /** First the record says so, then the bytes go: after a crash between the two they are found as unnamed. */
    private void letGo(ArtifactRecord artifact, String because) {
        store.remove(artifact.id(), new ArtifactStore.Removal(clock.instant(), because));
        deleteUnused(artifact.sha256());
    }

    private void deleteUnused(String sha256) {
        // in this order: what is named meanwhile is found in the store, which waits for its transaction
        if (!unnamed.containsKey(sha256) && !store.isUsed(sha256)) {
            usedBytes.addAndGet(-files.delete(sha256));
        }
    }

    private void noteRemoved(int count, String rule) {
        if (count > 0) {
            activity.append(Actor.GATEWAY, "artifacts.removed", "artifact", rule, Map.of("count", count));
        }
    }

    /** Names what was kept; in the transaction of the caller. */
    public void save(ArtifactRecord artifact, List<ArtifactLink> parents) {
        store.insert(artifact);
        unnamed.computeIfPresent(
                artifact.sha256(), (_, old) -> old.times() == 1 ? null : new Unnamed(old.times() - 1, old.since()));
        parents.forEach(parent -> store.link(artifact.id(), parent));
    }

    /** Tells operators, after the transaction. */
    public void announce(ArtifactRecord artifact, Map<String, String> attachedTo) {
        ArtifactRef ref = ref(artifact);
        events.publish(new Events.Event(EventTypes.ARTIFACT_CREATED, Map.of("artifact", ref)));
        Map<String, Object> attached = new LinkedHashMap<>();
        attached.put("artifact", ref);
        attached.putAll(attachedTo);
        events.publish(new Events.Event(EventTypes.ARTIFACT_ATTACHED, attached));
    }

    public ArtifactMetadata metadata(String id) {
        ArtifactRecord artifact = find(id);
        return new ArtifactMetadata(ref(artifact), artifact.sensitivity(), store.links(id));
    }

    /** Its bytes. That somebody had those of a sensitive one is written down before they get them. */
    public Content content(String id, Actor actor) {
        ArtifactRecord artifact = find(id);
        store.removal(id).ifPresent(removal -> {
            throw new GatewayException(
                    GatewayException.Code.ARTIFACT_REMOVED,
                    "the bytes of this artifact were let go at " + removal.at() + ": " + removal.because(),
                    null);
        });
        try {
            byte[] bytes = files.read(artifact.sha256());
            if (artifact.sensitivity() == Sensitivity.SENSITIVE) {
                note("artifact.read", artifact, actor);
            }
            return new Content(ref(artifact), bytes);
        } catch (StoreException e) {
            log.error("artifact {} is damaged", id, e);
            throw new GatewayException(GatewayException.Code.ARTIFACT_DAMAGED, String.valueOf(e.getMessage()), null);
        }
    }

    /** Somebody looks at what may show secrets: that is written down. */
    public void reveal(String id, Actor actor) {
        note("artifact.revealed", find(id), actor);
    }

    private void note(String action, ArtifactRecord artifact, Actor actor) {
        activity.append(
                actor, action, "artifact", artifact.id(), Map.of("kind", artifact.kind(), "sha256", artifact.sha256()));
    }

    /** Oldest first. */
    public List<ArtifactRef> of(String parentKind, String parentId) {
        return store.of(new ArtifactLink(parentKind, parentId)).stream()
                .map(Artifacts::ref)
                .toList();
    }

    /** What each attempt of a run left behind, by the attempt's id. */
    public Map<String, List<ArtifactRef>> byAttempt(String runId) {
        Map<String, List<ArtifactRef>> found = new LinkedHashMap<>();
        store.ofRunByAttempt(runId)
                .forEach((attempt, artifacts) -> found.put(
                        attempt, artifacts.stream().map(Artifacts::ref).toList()));
        return found;
    }

    public static ArtifactRef ref(ArtifactRecord a) {
        return new ArtifactRef(
                a.id(),
                "artifact://" + a.id(),
                "/a/" + a.id(),
                a.kind(),
                a.mediaClass(),
                a.createdAt(),
                a.filename(),
                a.mimeType(),
                a.sizeBytes(),
                a.sha256(),
                a.labels(),
                a.metadata(),
                a.sensitivity());
    }

    private ArtifactRecord find(String id) {
        return store.find(id).orElseThrow(() -> GatewayException.notFound("artifact " + id + " not found"));
    }
}
