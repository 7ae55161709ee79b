package org.pilothouse.gateway.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pilothouse.gateway.engine.ContainerView;
import org.pilothouse.gateway.engine.ContainerView.State;
import org.pilothouse.gateway.fleet.Observed.Container;
import org.pilothouse.gateway.fleet.Observed.Home;
import org.pilothouse.gateway.store.EnvironmentRecord.Desired;

/** The reconciler's decisions, as a table: what should be, what is, what is done. */
class DecisionTest {
    private static final String SPEC = "spec-1";
    private static final Home HOME = new Home.Ours(claim(Ownership.Kind.HOME, 1, SPEC));
    private static final Home OLD_HOME = new Home.Ours(claim(Ownership.Kind.HOME, 0, SPEC));
    private static final Home NO_HOME = new Home.None();
    private static final Container NONE = new Container.None();
    private static final Container FOREIGN = new Container.Foreign(view("x", State.RUNNING));

    static Stream<Arguments> table() {
        return Stream.of(
                // create, one step at a time; each is also where a crash may have left things
                row("nothing there, no image", Desired.RUNNING, seen(NONE, NO_HOME, null), Step.FetchImage.class),
                row("nothing there", Desired.RUNNING, seen(NONE, NO_HOME, "img"), Step.CreateHome.class),
                row("home made", Desired.RUNNING, seen(NONE, HOME, "img"), Step.CreateContainer.class),
                row("crash between create and start", Desired.RUNNING, ours(State.CREATED), Step.Start.class),
                row("running", Desired.RUNNING, ours(State.RUNNING), Step.Nothing.class),
                // faults while it should run
                row("killed, or engine restarted", Desired.RUNNING, ours(State.EXITED), Step.Start.class),
                row("paused by somebody", Desired.RUNNING, ours(State.PAUSED), Step.Unpause.class),
                row(
                        "paused a moment ago, perhaps for a commit",
                        Desired.RUNNING,
                        new Observed(container(State.PAUSED, 1, SPEC), List.of(), HOME, null, Duration.ofSeconds(40)),
                        Step.Wait.class),
                row("engine restarts it", Desired.RUNNING, ours(State.RESTARTING), Step.Wait.class),
                row("half removed", Desired.RUNNING, ours(State.DEAD), Step.RemoveContainer.class),
                row("being removed", Desired.RUNNING, ours(State.REMOVING), Step.Wait.class),
                row("name taken by a stranger", Desired.RUNNING, seen(FOREIGN, NO_HOME, "img"), Step.Blocked.class),
                row(
                        "volume name taken by a stranger",
                        Desired.RUNNING,
                        seen(NONE, new Home.Foreign("v"), "img"),
                        Step.Blocked.class),
                row(
                        "in a crash loop",
                        Desired.RUNNING,
                        new Observed(container(State.EXITED, 1, SPEC), List.of(), HOME, null, Duration.ofSeconds(4)),
                        Step.Wait.class),
                // replaced
                row(
                        "of an older incarnation",
                        Desired.RUNNING,
                        seen(container(State.RUNNING, 0, SPEC), OLD_HOME, null),
                        Step.RemoveContainer.class),
                row(
                        "home of an older incarnation",
                        Desired.RUNNING,
                        seen(NONE, OLD_HOME, "img"),
                        Step.RemoveHome.class),
                row(
                        "of another specification",
                        Desired.RUNNING,
                        seen(container(State.RUNNING, 1, "spec-0"), HOME, null),
                        Step.RemoveContainer.class),
                row(
                        "reset while stopped",
                        Desired.STOPPED,
                        seen(container(State.EXITED, 0, SPEC), OLD_HOME, null),
                        Step.RemoveContainer.class),
                row("reset while stopped, home", Desired.STOPPED, seen(NONE, OLD_HOME, null), Step.RemoveHome.class),
                // stopped keeps its container
                row("to be stopped", Desired.STOPPED, ours(State.RUNNING), Step.Stop.class),
                row("to be stopped, paused", Desired.STOPPED, ours(State.PAUSED), Step.Unpause.class),
                row("stopped", Desired.STOPPED, ours(State.EXITED), Step.Nothing.class),
                row("never started", Desired.STOPPED, ours(State.CREATED), Step.Nothing.class),
                row("never created", Desired.STOPPED, seen(NONE, NO_HOME, null), Step.Nothing.class),
                row(
                        "stopped, stranger has the name",
                        Desired.STOPPED,
                        seen(FOREIGN, NO_HOME, null),
                        Step.Blocked.class),
                // deleted, from any state
                row("delete running", Desired.DELETED, ours(State.RUNNING), Step.RemoveContainer.class),
                row("delete created", Desired.DELETED, ours(State.CREATED), Step.RemoveContainer.class),
                row("delete paused", Desired.DELETED, ours(State.PAUSED), Step.RemoveContainer.class),
                row("delete dead", Desired.DELETED, ours(State.DEAD), Step.RemoveContainer.class),
                row("delete in removal", Desired.DELETED, ours(State.REMOVING), Step.Wait.class),
                row("delete, home left", Desired.DELETED, seen(NONE, HOME, null), Step.RemoveHome.class),
                row("delete, nothing left", Desired.DELETED, seen(NONE, NO_HOME, null), Step.Archive.class),
                row(
                        "delete, stranger has the name",
                        Desired.DELETED,
                        seen(FOREIGN, NO_HOME, null),
                        Step.Archive.class));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void table(String what, Desired desired, Observed observed, Class<? extends Step> expected) {
        assertInstanceOf(expected, Decision.decide(new Intent(desired, 1, SPEC), observed));
    }

    @Test
    void aRenamedContainerBesideANewOneIsStoppedButKept() {
        Container.Ours renamed = (Container.Ours) container(State.RUNNING, 1, SPEC);
        Observed observed = new Observed(container(State.RUNNING, 1, SPEC), List.of(renamed), HOME, null, null);
        assertInstanceOf(Step.Stop.class, Decision.decide(new Intent(Desired.RUNNING, 1, SPEC), observed));
    }

    @Test
    void deletingRemovesTheRenamedOneToo() {
        Container.Ours renamed = (Container.Ours) container(State.EXITED, 1, SPEC);
        Observed observed = new Observed(FOREIGN, List.of(renamed), NO_HOME, null, null);
        Step step = Decision.decide(new Intent(Desired.DELETED, 1, SPEC), observed);
        assertEquals("c1", assertInstanceOf(Step.RemoveContainer.class, step).containerId());
    }

    private static Arguments row(String what, Desired desired, Observed observed, Class<? extends Step> expected) {
        return Arguments.of(what, desired, observed, expected);
    }

    private static Observed ours(State state) {
        return seen(container(state, 1, SPEC), NO_HOME, null);
    }

    private static Observed seen(Container container, Home home, String image) {
        return new Observed(container, List.of(), home, image, null);
    }

    private static Container container(State state, long incarnation, String spec) {
        return new Container.Ours(view("c1", state), claim(Ownership.Kind.DESKTOP, incarnation, spec));
    }

    private static ContainerView view(String id, State state) {
        return new ContainerView(id, "pilothouse-e", state, 0, false, "", null, "img", Map.of());
    }

    private static Ownership.Claim claim(Ownership.Kind kind, long incarnation, String spec) {
        return new Ownership.Claim(kind, "e", 1, incarnation, spec, "img", "op");
    }
}
