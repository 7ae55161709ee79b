package org.pilothouse.app.artifact;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.pilothouse.app.problem.Problem;
import org.pilothouse.app.thread.Background;
import org.pilothouse.client.GatewayException;

/**
 * Hands out the content of artifacts. Sensitive ones only after a reveal, which the gateway records once for as long as
 * this gateway is in use. Used on the UI thread alone.
 */
public final class ArtifactDesk {
    /** Pictures take megabytes, so only the latest are kept. */
    private static final int KEPT = 24;

    private final Store store;
    private final Background background;
    private final ContentReader reader;
    private final Set<String> revealed = new HashSet<>();
    private final Map<String, Content> contents = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Content> eldest) {
            return size() > KEPT;
        }
    };
    private int epoch;

    /** The gateway's side; calls block. */
    public interface Store {
        byte[] bytes(String artifactId) throws GatewayException;

        /** Records that a person looks at it. */
        void reveal(String artifactId) throws GatewayException;
    }

    public ArtifactDesk(Store store, Background background, ContentReader reader) {
        this.store = store;
        this.background = background;
        this.reader = reader;
    }

    /** Another gateway, where the old ids mean nothing. */
    public void forget() {
        epoch++;
        revealed.clear();
        contents.clear();
    }

    public ArtifactModel open(ArtifactItem item) {
        return new ArtifactModel(item, this);
    }

    boolean isOpen(ArtifactItem item) {
        return !item.sensitive() || revealed.contains(item.id());
    }

    void veil(ArtifactItem item) {
        revealed.remove(item.id());
        contents.remove(item.id());
    }

    /** Records the reveal, and only when that is done fetches. */
    void reveal(ArtifactItem item, Consumer<Content> done, Consumer<Problem> failed) {
        int thisEpoch = epoch;
        background.call(
                () -> {
                    store.reveal(item.id());
                    return item.id();
                },
                id -> {
                    if (thisEpoch == epoch) {
                        revealed.add(id);
                        fetch(item, done, failed);
                    }
                },
                failure -> failed.accept(Problem.of("The " + item.title() + " stays veiled.", failure)));
    }

    /** For what is open; called back at once where it is at hand. */
    void fetch(ArtifactItem item, Consumer<Content> done, Consumer<Problem> failed) {
        if (!isOpen(item)) {
            throw new IllegalStateException("veiled: " + item.id());
        }
        Content known = contents.get(item.id());
        if (known != null) {
            done.accept(known);
            return;
        }
        int thisEpoch = epoch;
        background.call(
                () -> reader.read(store.bytes(item.id()), item.mime()),
                content -> {
                    if (thisEpoch == epoch && isOpen(item)) {
                        contents.put(item.id(), content);
                        done.accept(content);
                    }
                },
                failure -> failed.accept(Problem.of("The " + item.title() + " could not be loaded.", failure)));
    }
}
