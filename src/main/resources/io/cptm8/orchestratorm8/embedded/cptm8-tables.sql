-- The platform's tables, as far as an orchestrator reads them: names, keys and defaults are the platform's own, since
-- programs depend on them. In a real deployment they exist already and are never made or changed from here.
SET ROLE cpt_dbuser;

CREATE TABLE cptm8domain (
    id          uuid         NOT NULL DEFAULT uuid_generate_v4(),
    name        varchar(200) NOT NULL,
    companyname varchar(50),
    enabled     boolean      NOT NULL DEFAULT true,
    CONSTRAINT cptm8domain_pkey PRIMARY KEY (id),
    CONSTRAINT "CPTM8_domain_name_unique" UNIQUE (name)
);

-- The foreign keys are checked at commit, because scanners write parents and children in either order.
CREATE TABLE cptm8hostname (
    id             uuid         NOT NULL DEFAULT uuid_generate_v4(),
    name           varchar(200) NOT NULL,
    foundfirsttime timestamptz  NOT NULL DEFAULT now(),
    live           boolean,
    enabled        boolean      NOT NULL DEFAULT true,
    domainid       uuid         NOT NULL,
    CONSTRAINT cptm8hostname_pkey PRIMARY KEY (id),
    CONSTRAINT cptm8hostname_name_unique UNIQUE (name),
    CONSTRAINT cptm8hostname_domain_fkey FOREIGN KEY (domainid) REFERENCES cptm8domain (id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE cptm8endpoint (
    id         uuid         NOT NULL DEFAULT uuid_generate_v4(),
    endpoint   varchar(255) NOT NULL,
    live       boolean,
    hostnameid uuid         NOT NULL,
    CONSTRAINT cptm8endpoint_pkey PRIMARY KEY (id),
    CONSTRAINT cptm8endpoint_endpoint_unique UNIQUE (endpoint),
    CONSTRAINT cptm8endpoint_hostname_fkey FOREIGN KEY (hostnameid) REFERENCES cptm8hostname (id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE cptm8service (
    id         uuid        NOT NULL DEFAULT uuid_generate_v4(),
    protocol   varchar(10) NOT NULL,
    service    varchar(50),
    port       integer     NOT NULL,
    tls        boolean,
    live       boolean,
    ipaddress  varchar(45) NOT NULL,
    hostnameid uuid        NOT NULL,
    CONSTRAINT cptm8service_pkey PRIMARY KEY (id),
    CONSTRAINT cptm8service_unique UNIQUE (protocol, port, ipaddress, hostnameid),
    CONSTRAINT cptm8service_hostname_fkey FOREIGN KEY (hostnameid) REFERENCES cptm8hostname (id)
        ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED
);
