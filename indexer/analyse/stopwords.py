"""Words that are no content words: they count in phrases and word pairs, not by themselves."""

STOP_WORDS = frozenset(
    """
    alla allt alltså andra att av bara behöver blev bli blir blivit bör båda både de dem den denna
    deras dess dessa det detta dig din dina dit ditt du då där därför efter eftersom eller en enligt
    er era ert ett fick finns fram från får få för före genom ger ges gör göra gäller gällande ha
    hade han hans har hela hellre henne hennes hon honom hos hur här i icke in inför inga ingen
    inget innan innebär inom inte ja jag kan kanske kommer kring kunde kunna man med medan mellan
    men mer mera mig min mina mitt mot mycket måste ni nu när nära någon något några nämligen och
    också olika om oss per på samma samt sedan ska skall skulle som så sådan sådana sådant sig sin
    sina sitt själv till trots tyvärr under upp ut utan utifrån vad var vara varför varit varje vars
    vart vem vems vi via vid vilka vilkas vilken vilket vill våra vårt vår än ännu är även åt
    över a an and are as at be by for from in is it of on or that the this to was were with
    """.split()
)
