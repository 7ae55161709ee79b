package org.pilothouse.gateway.artifact;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    private static final Logger log = LoggerFactory.getLogger(Artifacts.class);

    private final ArtifactStore store;
    private final ArtifactFiles files;
    private final ActivityLog activity;
    private final Events events;
    private final InstantSource clock;
    private final long limitBytes;
    private final AtomicLong usedBytes;

    /**
     * @param directory made where absent
     * @param limitBytes how much all artifacts together may take on the disk
     */
    public Artifacts(
            Database database,
            Path directory,
            long limitBytes,
            ActivityLog activity,
            Events events,
            InstantSource clock) {
        this.store = new ArtifactStore(database);
        this.files = new ArtifactFiles(directory);
        this.limitBytes = limitBytes;
        this.usedBytes = new AtomicLong(store.totalBytes());
        this.activity = activity;
        this.events = events;
        this.clock = clock;
    }

    /** The bytes of an artifact, and what to call them. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed over, never compared
    public record Content(ArtifactRef artifact, byte[] bytes) {}

    /**
     * Puts the bytes on the disk; nothing names them yet.
     *
     * @throws QuotaException where there is no room
     */
    public ArtifactRecord keep(NewArtifact artifact) throws QuotaException {
        String sha256 = ArtifactFiles.hash(artifact.bytes());
        long used = usedBytes.get();
        if (used + artifact.bytes().length > limitBytes) {
            throw new QuotaException(used, limitBytes);
        }
        if (files.write(sha256, artifact.bytes())) {
            usedBytes.addAndGet(artifact.bytes().length);
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

    /** Names what was kept; in the transaction of the caller. */
    public void save(ArtifactRecord artifact, List<ArtifactLink> parents) {
        store.insert(artifact);
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
