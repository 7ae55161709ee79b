package org.pilothouse.gateway.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pilothouse.gateway.control.GatewayException;
import org.pilothouse.protocol.Json;
import org.pilothouse.protocol.desktop.Rect;
import org.pilothouse.protocol.policy.Policy;
import org.pilothouse.protocol.policy.PolicyDecision;
import org.pilothouse.protocol.policy.PolicyRule;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What rules match, and which are refused. */
class PolicyTest {
    private static final String TYPE = "{'op':'keyboard','action':'type','text':'rm -rf /'}";
    private static final String CLICK = "{'op':'mouse','action':'click','x':10,'y':10}";
    private static final String ACT = "{'op':'act','target':{'kind':'a11y','role':'button'},'action':{'kind':'click'}}";

    private static StepFacts facts(String args) {
        return StepFacts.of(
                (ObjectNode) Json.LENIENT.readTree(args.replace('\'', '"')),
                new StepFacts.Circumstances("e1", "shop desk", "buyer", "Anna"));
    }

    private static Verdict decide(String rules, StepFacts facts) {
        return new CompiledPolicy(new Policy(1, rules(rules))).decide(facts);
    }

    private static List<PolicyRule> rules(String rules) {
        JsonNode json = Json.LENIENT.readTree("{\"expected_revision\":1,\"rules\":["
                + rules.replace("\\", "\\\\").replace('\'', '"') + "]}");
        return PolicyRules.checked(
                Json.STRICT.treeToValue(json, Policy.Put.class).rules());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'operations':['keyboard']|true",
                "'operations':['keyboard.type']|true",
                "'operations':['keyboard.press']|false",
                "'operations':['act','mouse']|false",
                "'environments':['e1']|true",
                "'environments':['SHOP*']|true",
                "'environments':['shop']|false",
                "'environments':['shop\\*desk']|false",
                "'agents':['b?yer']|true",
                "'agents':['seller']|false",
                "'requesters':['anna','ben']|true",
                "'requesters':['ben']|false",
                "'text':'RM\\s+-rf'|true",
                "'text':'^ls$'|false",
                "'operations':['keyboard'],'agents':['buyer'],'text':'rm'|true",
                "'operations':['keyboard'],'agents':['seller'],'text':'rm'|false",
                "'region':{'x':0,'y':0,'width':99,'height':99}|false",
                "'target':'.'|false"
            })
    void aRuleMatchesWhereAllItNamesFits(String members, boolean matches) {
        Verdict verdict = decide("{'rule_id':'r','decision':'deny'," + members + "}", facts(TYPE));
        assertEquals(matches ? PolicyDecision.DENY : PolicyDecision.ASK, verdict.decision(), verdict.toString());
        assertFalse(verdict.needsLook());
        assertEquals("r", verdict.trace().getFirst().ruleId());
    }

    @Test
    void theFirstThatMatchesDecides() {
        String rules = "{'rule_id':'a','operations':['act'],'decision':'deny'},{'rule_id':'b','decision':'allow'},"
                + "{'rule_id':'c','decision':'deny'}";
        Verdict verdict = decide(rules, facts(TYPE));
        assertEquals(PolicyDecision.ALLOW, verdict.decision());
        assertEquals("b", verdict.rule().ruleId());
        assertEquals(2, verdict.trace().size());
        assertEquals("default", decide("", facts(TYPE)).rule().ruleId());
    }

    @Test
    void whatMayBeForbiddenIsAskedAboutAndWhatMayBeAllowedIsNot() {
        for (String decision : List.of("deny", "ask")) {
            String rules = "{'rule_id':'r','windows':['Bank*'],'decision':'" + decision
                    + "'},{'rule_id':'rest','decision':'allow'}";
            Verdict before = decide(rules, facts(CLICK));
            assertTrue(before.needsLook());
            assertEquals(PolicyDecision.ASK, before.decision());
            assertEquals(
                    PolicyDecision.ALLOW,
                    decide(rules, facts(CLICK).seen(List.of("Notes"), null, null))
                            .decision());
            assertEquals(
                    decision,
                    decide(rules, facts(CLICK).seen(List.of("bank of x"), null, null))
                            .decision()
                            .name()
                            .toLowerCase(java.util.Locale.ROOT));
            Verdict blind = decide(rules, facts(CLICK).seen(null, null, null));
            assertFalse(blind.needsLook());
            assertEquals(PolicyDecision.ASK, blind.decision());
        }
        String allowing = "{'rule_id':'r','windows':['Notes'],'decision':'allow'},{'rule_id':'rest','decision':'deny'}";
        assertTrue(decide(allowing, facts(CLICK)).needsLook());
        assertEquals(
                PolicyDecision.DENY,
                decide(allowing, facts(CLICK).seen(null, null, null)).decision());
        assertEquals(
                PolicyDecision.DENY,
                decide(allowing, facts(ACT).seen(List.of("Notes", "Bank"), new Rect(1, 1, 5, 5), "x"))
                        .decision(),
                "which of two windows has the element is not known");
    }

    @Test
    void whatLooksAtTheWholeDesktopIsInNoWindow() {
        Verdict verdict = decide(
                "{'rule_id':'r','windows':['*'],'decision':'deny'},{'rule_id':'s','decision':'allow'}",
                facts("{'op':'snapshot'}"));
        assertEquals(PolicyDecision.ALLOW, verdict.decision());
        assertFalse(verdict.needsLook());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'action':'click','x':10,'y':10|DENY",
                "'action':'click','x':100,'y':10|ALLOW",
                "'action':'drag','x':10,'y':10|ASK",
                "'action':'drag','x':10,'y':10,'from_x':20,'from_y':20|DENY",
                "'action':'drag','x':10,'y':10,'from_x':200,'from_y':20|ASK",
                "'action':'drag','x':210,'y':10,'from_x':200,'from_y':20|ALLOW"
            })
    void aRegionCountsWhereTheStepIsAimed(String mouse, PolicyDecision decision) {
        String rules = "{'rule_id':'r','region':{'x':0,'y':0,'width':50,'height':50},'decision':'deny'},"
                + "{'rule_id':'rest','decision':'allow'}";
        StepFacts facts = facts("{'op':'mouse'," + mouse + "}").seen(List.of("x"), null, null);
        assertEquals(decision, decide(rules, facts).decision());
    }

    @Test
    void anElementIsNamedByAPattern() {
        String rules = "{'rule_id':'r','target':'^delete','decision':'deny'},{'rule_id':'rest','decision':'allow'}";
        assertTrue(decide(rules, facts(ACT)).needsLook());
        StepFacts delete = facts(ACT).seen(List.of(), new Rect(0, 0, 4, 4), "Delete account");
        assertEquals(PolicyDecision.DENY, decide(rules, delete).decision());
        StepFacts save = facts(ACT).seen(List.of(), new Rect(0, 0, 4, 4), "Save");
        assertEquals(PolicyDecision.ALLOW, decide(rules, save).decision());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'rule_id':'a b','decision':'ask'}|rules[0].rule_id",
                "{'rule_id':'default','decision':'ask'}|rules[0].rule_id",
                "{'decision':'ask'}|rules[0].rule_id",
                "{'rule_id':'a','decision':'ask'},{'rule_id':'a','decision':'ask'}|rules[1].rule_id",
                "{'rule_id':'a'}|rules[0].decision",
                "{'rule_id':'a','decision':'ask','operations':['act','fly']}|rules[0].operations[1]",
                "{'rule_id':'a','decision':'ask','operations':['act.fly']}|rules[0].operations[0]",
                "{'rule_id':'a','decision':'ask','operations':[null]}|rules[0].operations[0]",
                "{'rule_id':'a','decision':'ask','windows':['']}|rules[0].windows[0]",
                "{'rule_id':'a','decision':'ask','agents':[null]}|rules[0].agents[0]",
                "{'rule_id':'a','decision':'ask','text':'('}|rules[0].text",
                "{'rule_id':'a','decision':'ask','text':''}|rules[0].text",
                "{'rule_id':'a','decision':'ask','text':'(a)\\1'}|rules[0].text",
                "{'rule_id':'a','decision':'ask','target':'(?=a)'}|rules[0].target",
                "{'rule_id':'a','decision':'ask','text':'((a{100}){100}){100}'}|rules[0].text",
                "{'rule_id':'a','decision':'ask','text':'a{99999999999}'}|rules[0].text",
                "{'rule_id':'a','decision':'ask','region':{'x':0,'y':0,'width':0,'height':1}}|rules[0].region",
                "{'rule_id':'a','decision':'ask','approvers':0}|rules[0].approvers",
                "{'rule_id':'a','decision':'allow','approvers':2}|rules[0].approvers",
                "{'rule_id':'a','decision':'deny','operations':['snapshot'],'windows':['x']}|rules[0].windows",
                "{'rule_id':'a','decision':'deny','operations':['keyboard'],"
                        + "'region':{'x':0,'y':0,'width':1,'height':1}}|rules[0].region",
                "{'rule_id':'a','decision':'deny','operations':['act'],'text':'x'}|rules[0].text",
                "{'rule_id':'a','decision':'deny','operations':['mouse'],'target':'x'}|rules[0].target",
                "null|rules[0]"
            })
    void aBadRuleIsRefusedByItsMember(String rules, String field) {
        var refusal = assertThrows(GatewayException.class, () -> rules(rules));
        assertEquals(field, refusal.field(), refusal.sentence());
        assertTrue(refusal.sentence().length() < 400, refusal.sentence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(.*)*x", "((a*)*)*b", "(a|a?)+b"})
    void noPatternTakesForEver(String pattern) {
        String typed = "a".repeat(30_000) + "!";
        long begun = System.nanoTime();
        decide(
                "{'rule_id':'r','text':'" + pattern + "','decision':'deny'}",
                facts("{'op':'keyboard','action':'type','text':'" + typed + "'}"));
        assertTrue(System.nanoTime() - begun < 20_000_000_000L, "it would take years with backtracking");
    }

    @Test
    void suggestionsMatchWhatTheyWereMadeFrom() {
        StepFacts clicked = facts(ACT).seen(List.of("Re: *sale* \\o/ [50%]"), new Rect(0, 0, 4, 4), "Buy (now)?");
        List<Suggestions.Suggestion> all = Suggestions.of(clicked);
        assertEquals(
                List.of("target", "window", "environment"),
                all.stream().map(Suggestions.Suggestion::pattern).toList());
        assertEquals(
                "act click 'Buy (now)?' in 'Re: *sale* \\o/ [50%]' on shop desk",
                all.getFirst().words());
        for (Suggestions.Suggestion suggestion : all) {
            List<PolicyRule> rules = PolicyRules.checked(List.of(suggestion.rule()));
            assertEquals(
                    PolicyDecision.ALLOW,
                    new CompiledPolicy(new Policy(1, rules)).decide(clicked).decision());
        }
        StepFacts other = facts(ACT).seen(List.of("Re: big sale \\o/ [50%]"), new Rect(0, 0, 4, 4), "Buy nowX");
        for (Suggestions.Suggestion narrow : all.subList(0, 2)) {
            assertEquals(
                    PolicyDecision.ASK,
                    new CompiledPolicy(new Policy(1, List.of(narrow.rule())))
                            .decide(other)
                            .decision());
        }
        assertFalse(Suggestions.of(facts(TYPE).seen(List.of("Term"), null, null))
                .toString()
                .contains("rm -rf"));
    }

    @Test
    void rulesOfTheFirstVersionStillRead() {
        List<PolicyRule> old = rules("{'rule_id':'reading','operations':['snapshot'],'decision':'allow','reason':'r'}");
        assertEquals(new PolicyRule("reading", List.of("snapshot"), PolicyDecision.ALLOW, "r"), old.getFirst());
    }

    @Test
    void theSchemaKnowsEveryMember() {
        JsonNode rule = PolicySchema.json().at("/$defs/rule");
        Set<String> members = new TreeSet<>();
        for (var component : PolicyRule.class.getRecordComponents()) {
            members.add(component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(java.util.Locale.ROOT));
        }
        assertEquals(members, new TreeSet<>(rule.path("properties").propertyNames()));
        List<PolicyRule> each = rule.at("/properties/operations/items/enum")
                .valueStream()
                .map(operation ->
                        new PolicyRule(operation.asString(), List.of(operation.asString()), PolicyDecision.ASK, null))
                .toList();
        assertEquals(18, PolicyRules.checked(each).size());
    }
}
