package org.pilothouse.agent.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pilothouse.agent.api.ApiClient.Reply;
import tools.jackson.databind.JsonNode;

/**
 * Each operation of every face, with input that it takes and with input that it must refuse. What the OpenAPI document has
 * and this table has not is an error, so that nothing is added untried.
 */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class EveryPathTest extends FaceFixture {
    /**
     * Method, path as described, good request and its status, bad request and its status. A request is what follows the
     * path's variables (in braces, of {@link #variables}) and, after a space, the body. Without a bad one there is nothing
     * that could be wrong with it.
     */
    private static final String TABLE = """
            GET /v1/health | | 200
            GET /openapi.json | | 200
            POST /mcp | {'jsonrpc':'2.0','id':1,'method':'ping'} | 200 | [] | 400
            GET /v1/desktop/status | | 200
            POST /v1/desktop/start | {'width':1024,'height':768} | 200 | {'width':10} | 400
            GET /v1/desktop/display/info | | 200
            POST /v1/desktop/display/resize | {'width':1024,'height':768} | 200 | {'width':1} | 400
            GET /v1/desktop/processes | | 200
            GET /v1/desktop/processes/{name} | | 200 | @none | 404
            POST /v1/desktop/processes/{name}/start | | 200 | @none | 404
            POST /v1/desktop/processes/{name}/stop | | 200 | @none | 404
            POST /v1/desktop/processes/{name}/restart | | 200 | @none | 404
            GET /v1/desktop/processes/{name}/logs | ?tail=5&stream=stderr | 200 | ?tail=0 | 400
            POST /v1/desktop/recording/start | {'fps':5,'label':'x'} | 200 | {'fps':0} | 400
            POST /v1/desktop/recording/stop | | 200
            GET /v1/desktop/recordings | | 200
            GET /v1/desktop/recordings/{id} | @rec_1 | 200 | @rec_99 | 404
            GET /v1/desktop/recordings/{id}/download | @rec_1 | 200 | @rec_99 | 404
            DELETE /v1/desktop/recordings/{id} | @rec_1 | 204 | @rec_99 | 404
            GET /v1/desktop/screenshot | ?format=webp&maxWidth=200 | 200 | ?format=gif | 400
            GET /v1/desktop/screenshot/region | ?x=0&y=0&width=9&height=9 | 200 | ?x=0&y=0&width=0&height=9 | 400
            GET /v1/desktop/windows/{id}/screenshot | | 200 | @99 | 404
            GET /v1/desktop/mouse/position | | 200
            POST /v1/desktop/mouse/move | {'x':1,'y':1} | 200 | {'x':1} | 400
            POST /v1/desktop/mouse/click | {'x':900,'y':700,'modifiers':{'shift':true}} | 200 | {'x':1,'y':1,'clickCount':0} | 400
            POST /v1/desktop/mouse/down | {'x':900,'y':700} | 200 | {'x':1} | 400
            POST /v1/desktop/mouse/up | {} | 200 | {'y':1} | 400
            POST /v1/desktop/mouse/drag | {'startX':900,'startY':700,'endX':910,'endY':710} | 200 | {'startX':1} | 400
            POST /v1/desktop/mouse/path | {'points':[{'x':1,'y':1},{'x':9,'y':9}]} | 200 | {'points':[]} | 400
            POST /v1/desktop/mouse/scroll | {'x':150,'y':200,'deltaY':1} | 200 | {'x':1,'y':1} | 400
            POST /v1/desktop/keyboard/type | {'text':'a'} | 200 | {'text':''} | 400
            POST /v1/desktop/keyboard/press | {'key':'a','repeat':2} | 200 | {'key':'nope'} | 400
            POST /v1/desktop/keyboard/hold | {'key':'Shift','durationMs':5} | 200 | {'key':'Shift'} | 400
            POST /v1/desktop/keyboard/paste | {'text':'a'} | 200 | {} | 400
            POST /v1/desktop/keyboard/down | {'key':'Shift'} | 200 | {'key':'ctrl+a'} | 400
            POST /v1/desktop/keyboard/up | {'key':'Shift'} | 200 | {} | 400
            GET /v1/desktop/windows | ?all=true | 200 | ?all=maybe | 400
            POST /v1/desktop/windows/{id}/focus | | 200 | @99 | 404
            GET /v1/desktop/windows/focused | | 200
            POST /v1/desktop/windows/{id}/move | {'x':40,'y':50} | 200 | {'x':40} | 400
            POST /v1/desktop/windows/{id}/resize | {'width':400,'height':300} | 200 | {'width':0,'height':1} | 400
            POST /v1/desktop/windows/{id}/minimize | | 200 | @99 | 404
            POST /v1/desktop/windows/{id}/maximize | | 200 | @99 | 404
            POST /v1/desktop/windows/{id}/fullscreen | | 200 | @99 | 404
            POST /v1/desktop/windows/{id}/restore | | 200 | @99 | 404
            POST /v1/desktop/windows/{id}/close | | 200 | @99 | 404
            POST /v1/desktop/windows/{id}/kill | @{second} | 200 | @99 | 404
            POST /v1/desktop/clipboard | {'text':'a','selection':'both'} | 200 | {} | 400
            GET /v1/desktop/clipboard | ?selection=primary | 200 | ?selection=other | 400
            DELETE /v1/desktop/clipboard | | 200 | ?selection=other | 400
            POST /v1/desktop/clipboard/image | | 400 | ?selection=other | 400
            GET /v1/desktop/clipboard/image | | 404 | ?selection=both | 400
            GET /v1/desktop/apps | | 200
            GET /v1/desktop/apps/running | | 200
            POST /v1/desktop/launch | {'app':'true'} | 200 | {'app':'no-such-program'} | 404
            POST /v1/desktop/open | {'target':'/no/such/file'} | 404 | {'target':'relative'} | 400
            GET /v1/desktop/accessibility/tree | ?depth=1 | 503 | ?depth=99 | 400
            POST /v1/desktop/accessibility/find | {'name':'a'} | 503 | {} | 400
            POST /v1/desktop/accessibility/focus | {'name':'a'} | 503 | {} | 400
            POST /v1/desktop/accessibility/click | {'name':'a'} | 503 | {'name':'a','kind':'x'} | 400
            POST /v1/desktop/accessibility/invoke | {'name':'a','action':'click'} | 503 | {'name':'a'} | 400
            POST /v1/desktop/accessibility/value | {'name':'a','value':'b'} | 503 | {'name':'a'} | 400
            POST /v1/desktop/wait | {'durationMs':1} | 200 | {'durationMs':-1} | 400
            POST /v1/desktop/wait/stable | {'quietMs':50} | 200 | {'quietMs':1} | 400
            POST /v1/desktop/wait/window | {'title':'none','state':'gone'} | 200 | {} | 400
            POST /v1/desktop/wait/element | {'name':'a','timeoutMs':1} | 503 | {} | 400
            POST /v1/desktop/batch | {'steps':[{'path':'mouse/position'},{'path':'wait/stable'},{'path':'mouse/up'}]} | 200 | {'steps':[]} | 400
            POST /v1/desktop/stream/start | | 200
            GET /v1/desktop/stream/status | | 200
            POST /v1/desktop/stream/stop | | 200
            GET /v1/desktop/stream/signaling | | 501
            GET /v1/processes/config | | 200
            POST /v1/processes/config | {'maxConcurrentProcesses':64,'defaultRunTimeoutMs':30000,'maxRunTimeoutMs':300000,'maxOutputBytes':1048576,'maxLogBytesPerProcess':10485760,'maxInputBytesPerRequest':65536} | 200 | {'maxConcurrentProcesses':0} | 400
            POST /v1/processes/run | {'command':'true'} | 200 | {'command':''} | 400
            POST /v1/processes | {'command':'cat','interactive':true} | 200 | {} | 400
            GET /v1/processes | ?owner=user | 200 | ?owner=nobody | 400
            GET /v1/processes/{id} | | 200 | @proc_999 | 404
            POST /v1/processes/{id}/input | {'data':'aGVsbG8K'} | 200 | {'data':'%'} | 400
            GET /v1/processes/{id}/logs | ?tail=3 | 200 | ?tail=-1 | 400
            POST /v1/processes/{id}/terminal/resize | {'cols':90,'rows':30} | 200 | {'cols':0,'rows':1} | 400
            GET /v1/processes/{id}/terminal/ws | | 400 | @proc_999 | 404
            POST /v1/processes/{id}/stop | ?waitMs=5000 | 200 | ?waitMs=-1 | 400
            POST /v1/processes/{id}/kill | ?waitMs=5000 | 200 | ?waitMs=x | 400
            DELETE /v1/processes/{id} | | 204 | @proc_999 | 404
            PUT /v1/fs/file | ?path=a.txt old | 200 | old | 400
            GET /v1/fs/file | ?path=a.txt | 200 | ?path=none | 404
            GET /v1/fs/stat | ?path=a.txt | 200 | | 400
            GET /v1/fs/entries | ?path=. | 200 | ?path=.. | 403
            POST /v1/fs/mkdir | ?path=made | 200 | | 400
            POST /v1/fs/move | {'from':'a.txt','to':'made/b.txt'} | 200 | {'from':'none','to':'x'} | 404
            DELETE /v1/fs/entry | ?path=made/b.txt | 200 | ?path=none | 404
            POST /v1/fs/upload-batch | ?path=made | 200 | ?path=made nonsense | 400
            GET /v1/browser/status | | 200
            POST /v1/browser/start | {'url':'about:blank'} | 503 | {'incognito':'yes'} | 400
            POST /v1/browser/stop | | 200
            POST /v1/browser/navigate | {'url':'about:blank'} | 503 | {'url':'nonsense'} | 400
            POST /v1/browser/back | | 409 | {'tab':1} | 400
            POST /v1/browser/forward | | 409 | {'tab':1} | 400
            POST /v1/browser/reload | | 409 | {'tab':1} | 400
            GET /v1/browser/tabs | | 409
            POST /v1/browser/tabs | | 409 | {'url':1} | 400
            POST /v1/browser/tabs/{tabId}/activate | | 409
            DELETE /v1/browser/tabs/{tabId} | | 409
            POST /v1/browser/cdp/ticket | | 409
            GET /v1/browser/cdp | | 401 | ?ticket=wrong | 401
            GET /computeruse/status | | 200
            GET /computeruse/process-status | | 200
            POST /computeruse/start | | 200
            GET /computeruse/process/{name}/status | | 200 | @none | 503
            POST /computeruse/process/{name}/restart | | 200 | @none | 400
            GET /computeruse/process/{name}/logs | ?tail=5 | 200 | ?tail=0 | 400
            GET /computeruse/process/{name}/errors | ?tail=5 | 200 | ?tail=0 | 400
            GET /computeruse/screenshot | | 200 | ?showCursor=maybe | 400
            GET /computeruse/screenshot/region | ?x=0&y=0&width=9&height=9 | 200 | ?x=0 | 400
            GET /computeruse/screenshot/compressed | ?format=jpeg&quality=50 | 200 | ?quality=0 | 400
            GET /computeruse/screenshot/region/compressed | ?x=0&y=0&width=9&height=9 | 200 | ?x=0 | 400
            GET /computeruse/mouse/position | | 200
            POST /computeruse/mouse/move | {'x':1,'y':1} | 200 | {'x':-1,'y':1} | 400
            POST /computeruse/mouse/click | {'x':900,'y':700} | 200 | {'x':1} | 400
            POST /computeruse/mouse/drag | {'startX':900,'startY':700,'endX':910,'endY':710} | 200 | {'startX':1} | 400
            POST /computeruse/mouse/scroll | {'x':150,'y':200,'direction':'up'} | 200 | {'x':1,'y':1,'direction':'in'} | 400
            POST /computeruse/keyboard/type | {'text':'a'} | 200 | {'text':''} | 400
            POST /computeruse/keyboard/key | {'key':'a'} | 200 | {'key':'nope'} | 400
            POST /computeruse/keyboard/hotkey | {'keys':'ctrl+a'} | 200 | {'keys':'ctrl+'} | 400
            GET /computeruse/display/info | | 200
            GET /computeruse/display/windows | | 200
            POST /computeruse/browser/open | {'url':'about:blank'} | 503 | {'url':'nonsense'} | 400
            POST /computeruse/browser/close | | 200
            POST /computeruse/stop | | 200
            POST /process/execute | {'command':'true'} | 200 | {'command':''} | 400
            POST /process/session | {'sessionId':'{session}'} | 201 | {} | 400
            GET /process/session | | 200
            GET /process/session/{id} | | 200 | @none | 404
            POST /process/session/{id}/exec | {'command':'true'} | 200 | {} | 400
            GET /process/session/{id}/command/{command} | @{session}/none | 404
            GET /process/session/{id}/command/{command}/logs | @{session}/none | 404 | ?follow=maybe | 400
            DELETE /process/session/{id} | | 204 | @none | 404
            POST /process/pty | {'id':'{session}'} | 201 | {'id':'x','cols':0} | 400
            GET /process/pty | | 200
            GET /process/pty/{id} | | 200 | @none | 404
            GET /process/pty/{id}/connect | | 400 | @none | 404
            POST /process/pty/{id}/resize | {'cols':90,'rows':30} | 200 | {'cols':0,'rows':1} | 400
            DELETE /process/pty/{id} | | 200 | @none | 404
            POST /files/upload | ?path=f.txt old | 200 | old | 400
            POST /files/bulk-upload | | 415
            GET /files | ?path=. | 200 | ?path=none | 404
            GET /files/ | ?path=. | 200 | ?path=none | 404
            GET /files/info | ?path=f.txt | 200 | | 400
            GET /files/download | ?path=f.txt | 200 | ?path=none | 404
            GET /files/find | ?path=.&pattern=old | 200 | ?path=. | 400
            GET /files/search | ?path=.&pattern=f | 200 | ?path=. | 400
            POST /files/folder | ?path=folder | 201 | | 400
            POST /files/replace | {'files':['f.txt'],'pattern':'old','newValue':'new'} | 200 | {'files':[]} | 400
            POST /files/permissions | ?path=f.txt&mode=600 | 200 | ?path=f.txt&mode=999 | 400
            POST /files/bulk-download | {'paths':['f.txt']} | 200 | {'paths':[]} | 400
            POST /files/move | ?source=f.txt&destination=g.txt | 200 | ?source=none&destination=x | 404
            DELETE /files | ?path=g.txt | 204 | ?path=none | 404
            DELETE /files/ | ?path=folder | 204 | ?path=none | 404
            GET /version | | 200
            GET /work-dir | | 200
            GET /user-home-dir | | 200
            GET /project-dir | | 200
            GET /port | | 200
            GET /port/{port}/in-use | @3000 | 200 | @1 | 400
            * /proxy/{port} | @1 | 502 | @0 | 400
            * /proxy/{port}/{rest} | @1/x | 502 | @0/x | 400
            * /git/{rest} | @status | 501
            * /lsp/{rest} | @start | 501
            * /process/interpreter/{rest} | @context | 501
            POST /v1/desktop/restart | | 200
            POST /v1/desktop/stop | | 200
            """;

    private Map<String, String> variables;

    /** A request after its variables were put in. */
    private record Asked(String method, String path, String body) {}

    @Test
    void takesWhatIsGoodAndRefusesWhatIsBad() throws Exception {
        String window = openWindow("first", "60x20+100+120");
        String second = openWindow("second", "60x20+300+120");
        String terminal = client.post("/v1/processes", "{\"command\":\"cat\",\"tty\":true,\"interactive\":true}")
                .json()
                .path("id")
                .asString();
        variables = Map.of("window", window, "second", second, "process", terminal, "session", "mine");
        Set<String> tried = new TreeSet<>();
        List<String> wrong = new ArrayList<>();
        for (String line : TABLE.lines().toList()) {
            String[] row = line.split("\\|", -1);
            String method = row[0].substring(0, row[0].indexOf(' '));
            String path = row[0].substring(row[0].indexOf(' ') + 1).strip();
            List<String> methods =
                    method.equals("*") ? List.of("GET", "POST", "PUT", "PATCH", "DELETE") : List.of(method);
            for (String one : methods) {
                tried.add(one + " " + path);
                check(one, path, row[1].strip(), row[2].strip(), wrong);
                if (row.length > 3) {
                    check(one, path, row[3].strip(), row[4].strip(), wrong);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(described(), tried, "what is described, and what this table tries");
    }

    private void check(String method, String path, String request, String status, List<String> wrong) throws Exception {
        Asked asked = asked(method, path, request);
        Reply reply = client.send(asked.method(), asked.path(), asked.body());
        boolean sentence = reply.status() < 400
                || path.startsWith("/mcp")
                || !reply.json().path("detail").asString("").isEmpty()
                || !reply.json().path("message").asString("").isEmpty()
                || !reply.json().path("error").asString("").isEmpty();
        if (!String.valueOf(reply.status()).equals(status) || !sentence) {
            wrong.add(asked + ": " + reply.status() + ", not " + status + " " + reply.text());
        }
    }

    /** {@code @a/b} in front says what the path's variables stand for. */
    private Asked asked(String method, String path, String request) {
        String rest = request;
        String filled = path;
        if (request.startsWith("@")) {
            String given = request.split(" ", 2)[0].substring(1);
            rest = request.substring(given.length() + 1).strip();
            for (String value : put(given).split("/", -1)) {
                filled = filled.replaceFirst("\\{[a-zA-Z]+}", value);
            }
        }
        filled = filled.replaceFirst("(?<=windows/)\\{id}", "{window}")
                .replaceFirst("(?<=/v1/processes/)\\{id}", "{process}")
                .replaceFirst("(?<=session/|pty/)\\{id}", "{session}")
                .replace("{name}", "xvnc")
                .replace("{command}", "none")
                .replace("{tabId}", "none");
        String query = rest.startsWith("?") ? rest.split(" ", 2)[0] : "";
        String body = rest.substring(query.length()).strip();
        return new Asked(method, put(filled) + query, put(body).replace('\'', '"'));
    }

    private String put(String text) {
        String filled = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return filled;
    }

    private Set<String> described() throws Exception {
        Set<String> described = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path :
                client.get("/openapi.json").json().path("paths").properties()) {
            path.getValue()
                    .propertyNames()
                    .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
        }
        return described;
    }

    @Test
    void nothingButHealthIsThereWithoutAToken() throws Exception {
        variables = Map.of();
        Files.writeString(folder.resolve("kept"), "kept");
        for (String operation : described()) {
            String[] parts = operation.split(" ", 2);
            String path = parts[1].replaceAll("\\{[a-zA-Z]+}", "1");
            Reply reply = client.send(parts[0], path, parts[0].equals("POST") ? "{}" : "", "X-Nothing", "1");
            assertEquals(path.equals("/v1/health") ? 200 : 401, reply.status(), operation);
        }
        assertTrue(Files.exists(folder.resolve("kept")));
    }
}
