/** The codes that Medallion's API description lists (November 2024). The list is open: new codes are a warning only. */
export const certificateTypes: ReadonlySet<string> = new Set(
  (
    "DO MD PA RN NP CNM PMHNP RNFA ACSW APCC BCBA BCaBA BHA BHARI COUNSELOR OD DPM DA DDS DEH DMD DPT PT PTA PBT " +
    "LCADC MLADC LADC CCS LCAS LCAT LCMHC LCMHC-S LCMHCA LCPC LCSW LSW LCSWA LICSW LIMHP-CSW LIMHP-CMSW LIMHP LISW " +
    "LMFT LMFT-S LMFTA LMHC LMSW LPC LPC-C LPCA LPCC LPCI LSCSW MFTA MHCA MHT OMS ORTH OT OTA OTHER RD RPh PhT PhD " +
    "PsyD RBT RCSWI RHMCI SLP LPN LAc LMT DC ND MA LPCMH LIMHP-CPC LPC-MH LPC/MHSP CMHC ALC LAC LACMH LAPC ACMHC " +
    "LMHCA LGPC CSW LCSW-C ISW LISW-CP CSW-PIP CISW MLSW CMSW LGSW LASW APSW RT AUD CRNA OPTHAMOLOGIST OPA CP-A AT " +
    "FITNESS-PROFESSI EMR EMT EMT-A LVN MLT NMT LN OPT OTHER-ALLIED-HEA PAR PHARMACY-ASSISTA PI PODIATRIC-ASSIST " +
    "RADIOLOGY-TECH ACU DT MOT MPT MT OTD OTR/L RDN SLP-CF SLPD ATC COTA LMPC ORT SLPA MT-BC"
  ).split(" "),
);

/** Prescriptive authority and autonomous registration exist for these only (Medallion's help pages). */
export const prescribingNurses: ReadonlySet<string> = new Set(["NP", "CNM", "PMHNP"]);

/** How long a license is meant to last; Medallion's words. */
export const durationTypes = [
  "permanent",
  "training",
  "temporary",
  "limited",
  "telemedicine",
  "prescriptive_authority",
  "autonomous_registration",
  "multistate",
] as const;
