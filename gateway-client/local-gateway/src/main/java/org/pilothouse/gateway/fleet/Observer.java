package org.pilothouse.gateway.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.EngineException;
import org.pilothouse.gateway.engine.FleetEngine;
import org.pilothouse.gateway.fleet.Observed.Container;
import org.pilothouse.gateway.fleet.Observed.Home;
import org.pilothouse.gateway.store.EnvironmentRecord;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;

/** Looks at everything that an engine has of one environment. */
final class Observer {
    private final Ownership ownership;
    private final Patience patience;

    Observer(Ownership ownership, Patience patience) {
        this.ownership = ownership;
        this.patience = patience;
    }

    Observed observe(EnvironmentRecord record, FleetEngine engine) throws EngineException {
        Container container = byName(record, engine);
        List<Container.Ours> extras = List.of();
        Optional<Container.Ours> renamed = byId(record, engine, container);
        if (renamed.isPresent()) {
            if (container instanceof Container.None) {
                container = renamed.get();
            } else {
                extras = List.of(renamed.get());
            }
        }
        Home home = new Home.None();
        @Nullable String image = null;
        if (!(container instanceof Container.Ours)) {
            home = home(record, engine);
            if (record.desired() == Desired.RUNNING) {
                image = engine.findImage(record.imageRef()).orElse(null);
            }
        }
        return new Observed(container, extras, home, image, leaveAlone(record, container));
    }

    private Container byName(EnvironmentRecord record, FleetEngine engine) throws EngineException {
        Optional<ContainerView> found = engine.inspect(Ownership.containerName(record.id()));
        if (found.isEmpty()) {
            return new Container.None();
        }
        ContainerView view = found.get();
        Optional<Container.Ours> ours = ours(record, view);
        return ours.isPresent() ? ours.get() : new Container.Foreign(view);
    }

    /**
     * The container that we made and somebody renamed. It is known by its id alone: another container may have our labels
     * with a valid signature, as one made from an image that was captured from ours has.
     */
    private Optional<Container.Ours> byId(EnvironmentRecord record, FleetEngine engine, Container byName)
            throws EngineException {
        String id = record.containerId();
        if (id == null
                || (byName instanceof Container.Ours known && known.view().id().equals(id))) {
            return Optional.empty();
        }
        return engine.inspect(id).flatMap(view -> ours(record, view));
    }

    private Optional<Container.Ours> ours(EnvironmentRecord record, ContainerView view) {
        return ownership
                .verify(view.labels())
                .filter(claim -> claim.kind() == Ownership.Kind.DESKTOP)
                .filter(claim -> claim.environmentId().equals(record.id()))
                .map(claim -> new Container.Ours(view, claim));
    }

    private Home home(EnvironmentRecord record, FleetEngine engine) throws EngineException {
        String name = Ownership.volumeName(record.id());
        var found = engine.inspectVolume(name);
        if (found.isEmpty()) {
            return new Home.None();
        }
        Optional<Home> ours = ownership
                .verify(found.get().labels())
                .filter(claim -> claim.kind() == Ownership.Kind.HOME)
                .filter(claim -> claim.environmentId().equals(record.id()))
                .map(Home.Ours::new);
        return ours.orElseGet(() -> new Home.Foreign(name));
    }

    private @Nullable Duration leaveAlone(EnvironmentRecord record, Container container) {
        ContainerView.State state =
                container instanceof Container.Ours ours ? ours.view().state() : ContainerView.State.DEAD;
        if (state != ContainerView.State.PAUSED) {
            patience.notPaused(record.id());
        }
        if (record.desired() != Desired.RUNNING) {
            return null;
        }
        return switch (state) {
            case PAUSED -> patience.paused(record.id());
            case EXITED -> afterExit(record);
            default -> null;
        };
    }

    /** A container that ended although nobody asked it to is started again, but not in a tight loop. */
    private @Nullable Duration afterExit(EnvironmentRecord record) {
        if (record.startedAt() == null) {
            return null;
        }
        boolean askedSince =
                record.startRequestedAt() != null && record.startRequestedAt().isAfter(record.startedAt());
        return askedSince ? null : patience.exited(record.id(), record.startedAt());
    }
}
