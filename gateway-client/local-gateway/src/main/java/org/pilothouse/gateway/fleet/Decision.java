package org.pilothouse.gateway.fleet;

import java.time.Duration;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.ContainerView.State;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;

/** The reconciler's mind: a pure function from what should be and what is to the next step. */
public final class Decision {
    /** How long the engine is given to finish what it is in the middle of. */
    private static final Duration SOON = Duration.ofMillis(500);

    private Decision() {}

    public static Step decide(Intent intent, Observed observed) {
        return intent.desired() == Desired.DELETED ? dismantle(observed) : maintain(intent, observed);
    }

    private static Step dismantle(Observed observed) {
        if (observed.container() instanceof Observed.Container.Ours ours) {
            return remove(ours, "the environment is deleted");
        }
        if (!observed.extras().isEmpty()) {
            return remove(observed.extras().getFirst(), "the environment is deleted");
        }
        if (observed.home() instanceof Observed.Home.Ours) {
            return new Step.RemoveHome("the environment is deleted");
        }
        // what has our name but is somebody else's stays
        return new Step.Archive();
    }

    private static Step maintain(Intent intent, Observed observed) {
        for (Observed.Container.Ours extra : observed.extras()) {
            if (extra.claim().incarnation() != intent.incarnation()) {
                return remove(extra, "it was reset");
            }
            if (extra.view().running()) {
                return new Step.Stop(extra.view().id(), "another container carries the environment");
            }
        }
        return switch (observed.container()) {
            case Observed.Container.Foreign foreign -> nameConflict(foreign.view());
            case Observed.Container.None _ -> build(intent, observed);
            case Observed.Container.Ours ours -> {
                if (ours.claim().incarnation() != intent.incarnation()) {
                    yield remove(ours, "it was reset");
                }
                if (!ours.claim().specHash().equals(intent.specHash())) {
                    yield remove(ours, "its image, display or limits changed");
                }
                if (ours.view().state() == State.DEAD) {
                    yield remove(ours, "the engine could not remove it before");
                }
                yield intent.desired() == Desired.RUNNING ? run(ours.view(), observed) : rest(ours.view());
            }
        };
    }

    private static Step build(Intent intent, Observed observed) {
        if (observed.home() instanceof Observed.Home.Ours home && home.claim().incarnation() != intent.incarnation()) {
            return new Step.RemoveHome("it was reset");
        }
        if (intent.desired() != Desired.RUNNING) {
            return new Step.Nothing();
        }
        if (observed.home() instanceof Observed.Home.Foreign foreign) {
            return new Step.Blocked(new Problem(
                    Problem.Reason.NAME_CONFLICT,
                    "A volume named " + foreign.name()
                            + " exists on the host and is not ours; remove it, or delete this environment."));
        }
        if (observed.imageId() == null) {
            return new Step.FetchImage();
        }
        return observed.home() instanceof Observed.Home.None ? new Step.CreateHome() : new Step.CreateContainer();
    }

    private static Step run(ContainerView view, Observed observed) {
        return switch (view.state()) {
            case RUNNING -> new Step.Nothing();
            case PAUSED ->
                observed.leaveAlone() == null ? new Step.Unpause(view.id()) : new Step.Wait(observed.leaveAlone());
            case CREATED, EXITED ->
                observed.leaveAlone() == null ? new Step.Start(view.id()) : new Step.Wait(observed.leaveAlone());
            case RESTARTING, REMOVING -> new Step.Wait(SOON);
            case DEAD -> throw new IllegalStateException("a dead container was to be removed before");
        };
    }

    private static Step rest(ContainerView view) {
        return switch (view.state()) {
            case RUNNING, RESTARTING -> new Step.Stop(view.id(), "it should not run");
            // a frozen process cannot end
            case PAUSED -> new Step.Unpause(view.id());
            case CREATED, EXITED -> new Step.Nothing();
            case REMOVING -> new Step.Wait(SOON);
            case DEAD -> throw new IllegalStateException("a dead container was to be removed before");
        };
    }

    private static Step remove(Observed.Container.Ours ours, String why) {
        return ours.view().state() == State.REMOVING
                ? new Step.Wait(SOON)
                : new Step.RemoveContainer(ours.view().id(), why);
    }

    private static Step nameConflict(ContainerView view) {
        return new Step.Blocked(new Problem(
                Problem.Reason.NAME_CONFLICT,
                "A container named " + view.name()
                        + " exists on the host and is not ours; rename or remove it, or delete this environment."));
    }
}
