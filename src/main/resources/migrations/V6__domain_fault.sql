-- What is wrong with a name that is to be a domain's, for whoever fills the platform's table; NULL: nothing that SQL can see.
-- The program judges again before it publishes and has the last word: whether letters beyond ASCII and labels that begin
-- with xn-- make a domain, and whether a name is a public suffix (co.uk), only it knows. Nothing here calls this.
CREATE FUNCTION domain_fault(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    -- Bytes, not the order of a language: in some, [a-z] has capitals.
    bare   text COLLATE "C" := lower(regexp_replace(name, '[.]$', '') COLLATE "C");
    labels text[];
    label  text COLLATE "C";
BEGIN
    IF name IS NULL THEN
        RETURN 'there is no name: it is null';
    ELSIF length(name) > 1024 THEN
        RETURN 'the name has more than 253 characters';
    ELSIF bare = '' THEN
        RETURN 'the name is empty';
    ELSIF bare ~ '[\x01-\x1f\x7f]' THEN
        RETURN 'the name holds a control character';
    ELSIF bare ~ ' ' THEN
        RETURN 'the name holds whitespace';
    ELSIF bare ~ '[*]' THEN
        RETURN 'the name is a wildcard, not one domain';
    ELSIF bare ~ '_' THEN
        RETURN 'the name holds an underscore, which a host name may not';
    ELSIF bare ~ '[:\[\]/\\?#@]' THEN
        RETURN 'the name holds a sign of a URL, a port, a user or an address: give the domain name alone';
    ELSIF bare ~ '[\x21-\x2c\x3b-\x40\x5b-\x60\x7b-\x7e]' THEN
        RETURN 'the name holds a sign that a host name may not';
    ELSIF bare ~ '[^\x01-\x7f]' THEN
        RETURN NULL; -- the program decides
    ELSIF length(bare) > 253 THEN
        RETURN 'the name has more than 253 characters';
    END IF;
    labels := string_to_array(bare, '.');
    FOREACH label IN ARRAY labels LOOP
        IF label = '' THEN
            RETURN 'the name has an empty label';
        ELSIF length(label) > 63 THEN
            RETURN 'a label has more than 63 characters';
        ELSIF label ~ '^-' THEN
            RETURN 'a label starts with a hyphen';
        ELSIF label ~ '-$' THEN
            RETURN 'a label ends with a hyphen';
        ELSIF label ~ '^..--' AND label !~ '^xn' THEN
            RETURN 'a label has hyphens in third and fourth place, which only "xn--" labels may have';
        END IF;
    END LOOP;
    IF label ~ '^(0x[0-9a-f]*|[0-9]+)$' THEN
        RETURN 'the name ends in a number and would be taken for an IP address';
    ELSIF label IN ('localhost', 'local', 'test', 'invalid', 'onion', 'alt', 'arpa', 'internal', 'corp', 'home', 'mail',
                    'intranet', 'private', 'lan', 'localdomain') THEN
        RETURN 'the name has an ending that is set aside for special or internal use';
    ELSIF cardinality(labels) = 1 THEN
        RETURN 'the name has only one label; a target has at least two';
    ELSIF label ~ '[^a-z]' AND label !~ '^xn--' THEN
        RETURN 'the last label holds more than letters';
    END IF;
    RETURN NULL;
END $$;
