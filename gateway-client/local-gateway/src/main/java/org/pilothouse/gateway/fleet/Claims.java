package org.pilothouse.gateway.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.VolumeView;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentStore;
import org.pilothouse.protocol.environment.Orphan;

/**
 * Sorts what carries this store's label on a host: what an environment owns, what a delete left behind, and what is only
 * told, because this store cannot show that it may be touched. A store from a backup knows nothing of desktops that were
 * made after it; their files must not go for that.
 */
final class Claims {
    /** What a container or volume is to us. */
    sealed interface Verdict {}

    /** It belongs to this live environment. */
    record Known(String environmentId) implements Verdict {}

    /** Its environment was deleted, and it with it. */
    record Leftover() implements Verdict {}

    /** It is left alone. */
    record Stray(Orphan orphan) implements Verdict {}

    private final String hostId;
    private final Ownership ownership;
    private final EnvironmentStore environments;
    private final Map<String, EnvironmentRecord> live;
    private final List<Orphan> strays = new ArrayList<>();

    Claims(String hostId, Ownership ownership, EnvironmentStore environments, Map<String, EnvironmentRecord> live) {
        this.hostId = hostId;
        this.ownership = ownership;
        this.environments = environments;
        this.live = live;
    }

    Verdict of(ContainerView container) {
        Optional<Ownership.Claim> claim = ownership.verify(container.labels());
        String id = claim.map(Ownership.Claim::environmentId).orElse(null);
        EnvironmentRecord record = id == null ? null : live.get(id);
        boolean ours = id != null
                && (container.name().equals(Ownership.containerName(id))
                        || (record != null && container.id().equals(record.containerId())));
        return judge("container", container.id(), container.name(), id, ours);
    }

    Verdict of(VolumeView volume) {
        String id = ownership
                .verify(volume.labels())
                .map(Ownership.Claim::environmentId)
                .orElse(null);
        boolean ours = id != null && volume.name().equals(Ownership.volumeName(id));
        return judge("volume", volume.name(), volume.name(), id, ours);
    }

    /** All that was told, in the order in which it was asked for. */
    List<Orphan> strays() {
        return List.copyOf(strays);
    }

    private Verdict judge(String kind, String id, String name, @Nullable String environmentId, boolean ours) {
        if (environmentId == null) {
            return stray(
                    kind, id, name, null, Orphan.BAD_SIGNATURE, "names this gateway, but this gateway did not make it");
        }
        if (!ours) {
            return stray(
                    kind,
                    id,
                    name,
                    environmentId,
                    Orphan.COPIED_LABELS,
                    "has labels of another one, as a copy of it has");
        }
        if (live.containsKey(environmentId)) {
            return new Known(environmentId);
        }
        if (environments.isArchived(environmentId)) {
            return new Leftover();
        }
        return stray(
                kind,
                id,
                name,
                environmentId,
                Orphan.NO_RECORD,
                "was made by this gateway, whose store does not know its environment (an older store, put back?)");
    }

    private Verdict stray(
            String kind, String id, String name, @Nullable String environmentId, String reason, String what) {
        Orphan orphan = new Orphan(
                hostId,
                kind,
                id,
                name,
                environmentId,
                reason,
                "The " + kind + " " + name + " " + what
                        + ". It is left alone; remove it on the host if nobody needs it.");
        strays.add(orphan);
        return new Stray(orphan);
    }
}
