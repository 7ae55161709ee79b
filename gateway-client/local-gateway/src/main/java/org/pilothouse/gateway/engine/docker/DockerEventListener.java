package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.model.Event;
import java.util.Map;
import java.util.function.Consumer;
import org.pilothouse.gateway.engine.FleetEngine.EngineEvent;

/** Passes the engine's events on as hints. */
final class DockerEventListener extends DockerStream<Event> {
    private final Consumer<EngineEvent> onEvent;

    DockerEventListener(Consumer<EngineEvent> onEvent, Runnable onEnd) {
        super(onEnd);
        this.onEvent = onEvent;
    }

    @Override
    public void onNext(Event event) {
        var actor = event.getActor();
        if (event.getType() == null || event.getAction() == null || actor == null) {
            return;
        }
        Map<String, String> attributes = actor.getAttributes();
        onEvent.accept(new EngineEvent(
                event.getType().getValue(),
                event.getAction(),
                actor.getId() == null ? "" : actor.getId(),
                attributes == null ? Map.of() : attributes));
    }
}
