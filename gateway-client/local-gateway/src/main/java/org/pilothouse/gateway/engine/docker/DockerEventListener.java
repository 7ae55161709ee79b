package org.pilothouse.gateway.engine.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.pilothouse.gateway.engine.FleetEngine.EngineEvent;

/** Passes the engine's events on as hints. */
final class DockerEventListener extends ResultCallback.Adapter<Event> {
    private final Consumer<EngineEvent> onEvent;
    private final Runnable onEnd;
    private final AtomicBoolean ended = new AtomicBoolean();

    DockerEventListener(Consumer<EngineEvent> onEvent, Runnable onEnd) {
        this.onEvent = onEvent;
        this.onEnd = onEnd;
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

    @Override
    public void onError(Throwable failure) {
        super.onError(failure);
        end();
    }

    @Override
    public void onComplete() {
        super.onComplete();
        end();
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            onEnd.run();
        }
    }
}
